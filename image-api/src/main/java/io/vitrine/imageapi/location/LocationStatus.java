package io.vitrine.imageapi.location;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Life of a location. A row exists before the first byte and until the store says that the bytes are gone; then it is removed. */
public enum LocationStatus {
    /** Bytes may be on their way; nobody sees them. */
    PENDING,
    /** Durable, and some of a resumable upload's bytes: the rest is still to come. */
    PART,
    /** Whole and durable, and no part of the image yet: an import will take the bytes from here. */
    STAGED,
    /** Whole and durable. */
    ACTIVE,
    /** The store is asked to remove the bytes until it says that they are gone. */
    PENDING_DELETE,
    /** The store will never remove them this way; asked again at the longest interval, and nothing waits for it. */
    ORPHANED;

    private static final Map<LocationStatus, Set<LocationStatus>> NEXT = Map.of(
            PENDING, Set.of(ACTIVE, STAGED, PART, PENDING_DELETE),
            PART, Set.of(STAGED, PENDING_DELETE),
            STAGED, Set.of(PENDING_DELETE),
            ACTIVE, Set.of(PENDING_DELETE),
            // Back only when its store refused to remove the bytes and still shows them.
            PENDING_DELETE, Set.of(ACTIVE, ORPHANED),
            ORPHANED, Set.of(PENDING_DELETE));

    public boolean canBecome(LocationStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** As the database spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
