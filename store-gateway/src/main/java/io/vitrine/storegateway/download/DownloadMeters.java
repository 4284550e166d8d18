package io.vitrine.storegateway.download;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What readers get, and from where (spec: operations, section 6). */
@ApplicationScoped
class DownloadMeters {
    private final AtomicInteger active = new AtomicInteger();
    private final Counter fromCache;
    private final Counter fromStores;

    DownloadMeters(MeterRegistry meters) {
        fromCache = bytes(meters, "cache");
        fromStores = bytes(meters, "store");
        Gauge.builder("image.active.streams", active, AtomicInteger::get)
                .description("Bodies on their way just now")
                .tag("kind", "download")
                .register(meters);
    }

    void begins() {
        active.incrementAndGet();
    }

    void ends() {
        active.decrementAndGet();
    }

    /** Of one copy, also when it broke off. */
    void sent(boolean cached, long bytes) {
        (cached ? fromCache : fromStores).increment(bytes);
    }

    private static Counter bytes(MeterRegistry meters, String source) {
        return Counter.builder("image.download.bytes")
                .description("Bytes that readers were sent")
                .tag("source", source)
                .register(meters);
    }
}
