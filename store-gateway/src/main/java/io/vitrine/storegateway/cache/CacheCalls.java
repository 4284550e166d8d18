package io.vitrine.storegateway.cache;

import io.vitrine.contracts.internal.CacheDropped;
import io.vitrine.contracts.internal.CacheListing;
import io.vitrine.contracts.internal.CachePruned;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** What image-api has done to the cache. Each call blocks for a moment. */
@Singleton
class CacheCalls {
    /** What a call is about. */
    enum Part {
        COPIES,
        QUEUE,
        BOTH
    }

    private final ImageCache cache;
    private final CacheConfig config;
    private final Prefetcher prefetcher;

    @Inject
    CacheCalls(ImageCache cache, CacheConfig config, Prefetcher prefetcher) {
        this.cache = cache;
        this.config = config;
        this.prefetcher = prefetcher;
    }

    CacheListing list() {
        return new CacheListing(copies().listing(), waiting().all());
    }

    /** An image that has a copy is not fetched again. */
    void queue(UUID image) {
        if (copies().holds(image)) {
            return;
        }
        if (!waiting().add(image)) {
            throw new ProblemException(ProblemType.TOO_LARGE.with("Too many images wait for the cache already."));
        }
        prefetcher.wake();
    }

    CacheDropped drop(UUID image, Part part) {
        return drop(List.of(image), List.of(image), part);
    }

    CacheDropped clear(Part part) {
        return drop(copies().images(), waiting().all(), part);
    }

    private CacheDropped drop(List<UUID> images, List<UUID> queued, Part part) {
        // The queue first, or its first image would be fetched again.
        long unqueued = part == Part.COPIES
                ? 0
                : queued.stream().filter(waiting()::remove).count();
        long dropped =
                part == Part.QUEUE ? 0 : images.stream().filter(copies()::drop).count();
        return new CacheDropped(dropped, unqueued);
    }

    void clean() {
        copies().clean(config.stallTime());
    }

    CachePruned prune() {
        return copies().prune();
    }

    private Cache copies() {
        return cache.copies().orElseThrow(CacheCalls::off);
    }

    private WaitingImages waiting() {
        return cache.waiting().orElseThrow(CacheCalls::off);
    }

    private static ProblemException off() {
        return new ProblemException(ProblemType.NOT_FOUND.with("This gateway has no cache."));
    }
}
