package io.vitrine.storegateway.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a store holds.
 *
 * @param next cursor of the part after it, null after the last one
 */
public record BlobListing(List<Entry> entries, @Nullable String next) {
    public BlobListing {
        entries = List.copyOf(entries);
    }

    /**
     * An object, or what a write of that name has brought so far or has left behind.
     *
     * @param objectName the name that {@link BlobStore#begin} was given
     * @param size bytes; 0 for a leftover whose store does not tell
     * @param modified by the store's clock
     */
    public record Entry(String objectName, boolean leftover, long size, Instant modified) {}
}
