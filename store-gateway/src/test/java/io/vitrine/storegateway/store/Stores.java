package io.vitrine.storegateway.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrine.storegateway.store.file.FileDriver;
import io.vitrine.storegateway.store.http.FilterConfig;
import io.vitrine.storegateway.store.http.HttpDriver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registries out of properties, as the service reads them, for tests. */
public final class Stores {
    private Stores() {}

    public static StoreRegistry registry(ActiveWrites writes, Map<String, String> properties) {
        return registry(writes, new SimpleMeterRegistry(), properties);
    }

    static StoreRegistry registry(ActiveWrites writes, MeterRegistry meters, Map<String, String> properties) {
        StoreRegistry registry = unchecked(writes, meters, properties);
        registry.all().forEach(store -> {
            store.check();
            store.usable(true);
        });
        return registry;
    }

    /** Nobody has looked yet whether the stores are there. */
    static StoreRegistry unchecked(Map<String, String> properties) {
        return unchecked(new ActiveWrites(), new SimpleMeterRegistry(), properties);
    }

    private static StoreRegistry unchecked(ActiveWrites writes, MeterRegistry meters, Map<String, String> properties) {
        return new StoreRegistry(
                config(StoresConfig.class, "images.stores.", properties),
                config(StagingConfig.class, "", Map.of()),
                List.of(
                        new FileDriver(),
                        new HttpDriver(config(FilterConfig.class, "images.import.filter.", Map.of())),
                        new UnbuildableDriver()),
                writes,
                meters);
    }

    /** The store {@code fast} of these properties, which are named without {@code images.stores.fast.}. */
    public static StoreConfig one(Map<String, String> properties) {
        return config(StoresConfig.class, "images.stores.fast.", properties)
                .byId()
                .get("fast");
    }

    private static <T> T config(Class<T> mapping, String prefix, Map<String, String> properties) {
        Map<String, String> whole = new HashMap<>();
        properties.forEach((key, value) -> whole.put(prefix + key, value));
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(whole, "test", 100))
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(mapping);
    }

    /** Stands for the other types in the list of known ones. */
    private static final class UnbuildableDriver implements StoreDriver {
        @Override
        public String type() {
            return "never";
        }

        @Override
        public BlobStore create(String id, StoreConfig config) {
            throw new InvalidStoreConfiguration("never");
        }

        @Override
        public Map<String, Object> publicProperties(StoreConfig config) {
            return Map.of();
        }
    }
}
