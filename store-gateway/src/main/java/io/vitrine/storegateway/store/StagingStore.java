package io.vitrine.storegateway.store;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrine.contracts.internal.Placement;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes the reserved store of staged bytes out of its own few settings. */
final class StagingStore {
    /** Never listed and never selectable; image-api names it in its grants (spec: stores, section 1). */
    static final String ID = Placement.STAGING_STORE;

    /** Its settings, and for a directory what keeps it from filling its file system. */
    record Settings(StoreConfig store, Optional<StagingRoom> room) {}

    private static final String PREFIX = "images.import.staging.";
    private static final int PERCENT = 100;

    private StagingStore() {}

    /**
     * Empty when nothing can be staged here.
     *
     * @throws InvalidStoreConfiguration for settings that cannot be right
     */
    static Optional<Settings> of(StagingConfig config, StoresConfig stores) {
        if (config.dir().isPresent() && config.store().isPresent()) {
            throw new InvalidStoreConfiguration(
                    "The settings '%sdir' and '%sstore' exclude each other: staged data is in one place."
                            .formatted(PREFIX, PREFIX));
        }
        return config.dir()
                .map(dir -> new Settings(directory(dir), Optional.of(room(dir, config))))
                .or(() -> config.store().map(id -> new Settings(beside(id, config, stores), Optional.empty())));
    }

    private static StoreConfig directory(Path dir) {
        if (!dir.isAbsolute()) {
            throw new InvalidStoreConfiguration(
                    "The setting '%sdir' must be an absolute path, and '%s' is not.".formatted(PREFIX, dir));
        }
        Map<String, String> settings = Map.of(
                key(ID, "type"),
                "file",
                key(ID, "filesystem.dir"),
                dir.normalize().toString());
        StoresConfig one = new SmallRyeConfigBuilder()
                .withMapping(StoresConfig.class)
                .withSources(new PropertiesConfigSource(settings, PREFIX, PERCENT))
                .build()
                .getConfigMapping(StoresConfig.class);
        return Objects.requireNonNull(one.byId().get(ID));
    }

    private static StagingRoom room(Path dir, StagingConfig config) {
        if (config.reserve() < 0 || config.reserve() >= PERCENT) {
            throw new InvalidStoreConfiguration(
                    "The setting '%sreserve' must be a percentage from 0 to 99, and %d is not."
                            .formatted(PREFIX, config.reserve()));
        }
        return new StagingRoom(dir.normalize(), config.maxBytes().orElse(Long.MAX_VALUE), config.reserve());
    }

    private static StoreConfig beside(String id, StagingConfig config, StoresConfig stores) {
        if (config.maxBytes().isPresent()) {
            throw new InvalidStoreConfiguration(
                    "The setting '%smax-bytes' is for a directory; a store's own limits hold for what is staged in it."
                            .formatted(PREFIX));
        }
        StoreConfig store = stores.byId().get(id);
        if (store == null) {
            throw new InvalidStoreConfiguration(
                    "The setting '%sstore' names '%s', which is none of the configured stores.".formatted(PREFIX, id));
        }
        return store;
    }
}
