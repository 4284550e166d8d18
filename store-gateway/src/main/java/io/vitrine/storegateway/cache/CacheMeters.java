package io.vitrine.storegateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** {@code image_cache_*} of spec operations, section 6. */
final class CacheMeters {
    final Counter hits;
    final Counter misses;
    final Counter bytes;
    final Counter evictions;
    private final MeterRegistry meters;

    CacheMeters(MeterRegistry meters) {
        this.meters = meters;
        hits = counter(meters, "image.cache.hits", "Downloads served from the cache");
        misses = counter(meters, "image.cache.misses", "Downloads that the cache might have served and did not");
        bytes = counter(meters, "image.cache.bytes", "Bytes that became copies in the cache");
        evictions = counter(meters, "image.cache.evictions", "Copies that made room for others");
    }

    void size(Supplier<Number> used) {
        Gauge.builder("image.cache.size", used)
                .description("Bytes in the cache just now, those on their way included")
                .baseUnit("bytes")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
