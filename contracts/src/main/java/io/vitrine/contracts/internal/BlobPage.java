package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a store holds. {@code GET /internal/v1/stores/{store}/objects} on store-gateway, the next part with {@code ?cursor=}.
 *
 * @param next where the rest begins, null after the last part
 */
@WireRecord
public record BlobPage(List<Entry> entries, @Nullable String next) {
    public BlobPage {
        entries = List.copyOf(entries);
    }

    /**
     * @param name of the object, as it was given when its write began
     * @param leftover not an object, but what a write of that name has brought so far, or has left behind
     * @param size bytes; 0 for a leftover whose store does not tell
     * @param modified when it was last written to, by the store's clock
     */
    @WireRecord
    public record Entry(String name, boolean leftover, long size, Instant modified) {}
}
