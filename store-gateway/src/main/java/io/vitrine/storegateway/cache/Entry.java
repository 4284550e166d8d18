package io.vitrine.storegateway.cache;

/** A whole copy. Guarded by the cache it is in. */
final class Entry {
    final EntryName name;
    final long size;
    /** When it became whole, as its file says; a file of another time was changed by somebody. */
    final long modified;

    long hits;
    /** 0 when it was never served. */
    long accessed;
    /** When its bytes were last found to be right; 0 when not since the start. */
    long verified;

    Entry(EntryName name, long size, long modified) {
        this.name = name;
        this.size = size;
        this.modified = modified;
    }

    /** What was used the longest time ago has the least. */
    long lastUse() {
        return Math.max(accessed, modified);
    }
}
