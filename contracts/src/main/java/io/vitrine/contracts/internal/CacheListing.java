package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway has in its cache: answer of store-gateway to {@code GET /internal/v1/cache}.
 *
 * @param queued images that it will fetch, the next one first
 */
@WireRecord
public record CacheListing(List<Image> images, List<UUID> queued) {
    public CacheListing {
        images = List.copyOf(images);
        queued = List.copyOf(queued);
    }

    /**
     * A whole copy.
     *
     * @param hits how often it was served
     * @param lastAccessed milliseconds since 1970, null when it was never served
     * @param lastModified when it became whole, in milliseconds since 1970
     */
    @WireRecord
    public record Image(
            UUID imageId, long size, long hits, @Nullable Long lastAccessed, long lastModified) {}
}
