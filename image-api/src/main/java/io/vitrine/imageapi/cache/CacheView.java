package io.vitrine.imageapi.cache;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vitrine.contracts.internal.CacheListing;
import io.vitrine.contracts.internal.CachePruned;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What all caches hold together: an image once, however many gateways have it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CacheView(List<Image> cachedImages, List<UUID> queuedImages) {
    private static final int MILLIS = 3;

    /**
     * An image in one cache or several.
     *
     * @param hits of all of them
     * @param lastAccessed the latest, in seconds since 1970; 0 when it was never served, as clients expect it
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Image(UUID imageId, long hits, BigDecimal lastAccessed, BigDecimal lastModified, long size) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Pruned(long totalFilesPruned, long totalBytesPruned) {
        static Pruned of(Collection<CachePruned> all) {
            return new Pruned(
                    all.stream().mapToLong(CachePruned::files).sum(),
                    all.stream().mapToLong(CachePruned::bytes).sum());
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CachedImages(List<Image> cachedImages) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record QueuedImages(List<UUID> queuedImages) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Deleted(long numDeleted) {}

    static CacheView of(Collection<CacheListing> all) {
        Map<String, CacheListing.Image> images = new TreeMap<>();
        Set<UUID> queued = new LinkedHashSet<>();
        for (CacheListing one : all) {
            one.images().forEach(image -> images.merge(image.imageId().toString(), image, CacheView::both));
            queued.addAll(one.queued());
        }
        return new CacheView(images.values().stream().map(CacheView::view).toList(), List.copyOf(queued));
    }

    private static CacheListing.Image both(CacheListing.Image a, CacheListing.Image b) {
        return new CacheListing.Image(
                a.imageId(),
                a.size(),
                a.hits() + b.hits(),
                Math.max(millis(a), millis(b)),
                Math.max(a.lastModified(), b.lastModified()));
    }

    private static Image view(CacheListing.Image image) {
        return new Image(
                image.imageId(), image.hits(), seconds(millis(image)), seconds(image.lastModified()), image.size());
    }

    private static long millis(CacheListing.Image image) {
        return image.lastAccessed() == null ? 0 : image.lastAccessed();
    }

    private static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, MILLIS);
    }
}
