package io.vitrine.storegateway.announce;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.contracts.internal.Announcement;
import io.vitrine.storegateway.cache.ImageCache;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is to say about this gateway just now: the public part of its stores, and how they fare. */
@Singleton
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final NodeConfig node;
    private final StoreRegistry registry;
    private final ImageCache cache;
    private final String version;
    private final MeterRegistry meters;
    private final Map<String, Long> capacity = new ConcurrentHashMap<>();

    @Inject
    Announcements(
            NodeConfig node,
            StoreRegistry registry,
            ImageCache cache,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version,
            MeterRegistry meters) {
        this.meters = meters;
        this.node = node;
        this.registry = registry;
        this.cache = cache;
        this.version = version;
    }

    /** Asks the stores for their free space, so it may take a moment. */
    Announcement current() {
        return new Announcement(
                node.url().toString(),
                version,
                registry.all().stream().map(this::of).toList(),
                cache.isOn(),
                registry.staging().map(this::freeBytes).orElse(null));
    }

    private Announcement.Store of(Store store) {
        return new Announcement.Store(
                store.id(),
                store.type(),
                store.weight(),
                store.isDefault(),
                store.readOnly(),
                store.description().orElse(null),
                store.usable(),
                freeBytes(store),
                store.publicProperties());
    }

    private @Nullable Long freeBytes(Store store) {
        if (!store.usable() || store.readOnly()) {
            return null;
        }
        try {
            OptionalLong free = store.blobs().freeBytes();
            if (free.isEmpty()) {
                return null;
            }
            measured(store.id(), free.getAsLong());
            return free.getAsLong();
        } catch (StoreException e) {
            // The next check of the store says so to everybody.
            LOG.atDebug()
                    .addKeyValue("store", store.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("The store cannot tell its free space");
            return null;
        }
    }

    /** As it was last asked for. */
    private void measured(String store, long bytes) {
        if (capacity.put(store, bytes) == null) {
            Gauge.builder("image.store.capacity", capacity, free -> free.getOrDefault(store, 0L))
                    .description("Bytes that a store has room for, as far as it tells")
                    .baseUnit("bytes")
                    .tag("store", store)
                    .register(meters);
        }
    }
}
