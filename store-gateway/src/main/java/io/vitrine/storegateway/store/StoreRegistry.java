package io.vitrine.storegateway.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configured stores, by id. Wrong settings stop the start with a sentence that names the key; a store that cannot be reached does not:
 * {@link StoreChecks} asks it again.
 */
@Singleton
@Startup
public final class StoreRegistry {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String RESERVED = "os_glance_";

    private final SequencedMap<String, Store> stores;
    private final Store defaultStore;
    private final Optional<Store> staging;

    @Inject
    StoreRegistry(
            StoresConfig config,
            StagingConfig stagingConfig,
            @All List<StoreDriver> drivers,
            ActiveWrites writes,
            MeterRegistry meters) {
        String defaultId = config.defaultStore()
                .orElseThrow(() -> new InvalidStoreConfiguration(
                        "The setting 'images.stores.default' must name the store that takes images by default."));
        TreeMap<String, Store> byId = new TreeMap<>();
        config.byId().forEach((id, settings) -> {
            StoreDriver driver = driver(requireValidId(id), settings, drivers);
            BlobSource source = framed(id, driver.create(id, settings), writes, meters);
            byId.put(
                    id,
                    new Store(
                            id,
                            driver.type(),
                            settings,
                            id.equals(defaultId),
                            driver.publicProperties(settings),
                            source));
        });
        stores = Collections.unmodifiableSequencedMap(byId);
        defaultStore = byId(defaultId)
                .orElseThrow(() -> new InvalidStoreConfiguration(
                        "The setting 'images.stores.default' names '%s', which is none of the configured stores %s."
                                .formatted(defaultId, stores.keySet())));
        if (defaultStore.readOnly()) {
            throw new InvalidStoreConfiguration(
                    "The setting 'images.stores.default' names '%s', which can only be read.".formatted(defaultId));
        }
        staging = StagingStore.of(stagingConfig, config).map(settings -> staging(settings, drivers, writes, meters));
    }

    /** All stores that images are kept in, ordered by id. */
    public Collection<Store> all() {
        return stores.values();
    }

    /** Those, and the one for staged bytes. */
    Collection<Store> withReserved() {
        return Stream.concat(stores.values().stream(), staging.stream()).toList();
    }

    /** The one for staged bytes; empty when nothing can be staged here. */
    public Optional<Store> staging() {
        return staging;
    }

    /** The reserved one, too. */
    public Optional<Store> byId(String id) {
        return id.equals(StagingStore.ID) ? staging : Optional.ofNullable(stores.get(id));
    }

    /** The store that takes an image when its sender names none. */
    public Store defaultStore() {
        return defaultStore;
    }

    private static Store staging(
            StagingStore.Settings settings, List<StoreDriver> drivers, ActiveWrites writes, MeterRegistry meters) {
        String id = StagingStore.ID;
        StoreConfig config = settings.store();
        StoreDriver driver = driver(id, config, drivers);
        if (!(driver.create(id, config) instanceof BlobStore blobs)) {
            throw new InvalidStoreConfiguration(
                    "The setting 'images.import.staging.store' names a store that can only be read.");
        }
        if (settings.room().isPresent()) {
            blobs = new RoomKeepingStore(blobs, settings.room().get());
        }
        return new Store(id, driver.type(), config, false, Map.of(), framed(id, blobs, writes, meters));
    }

    private static BlobSource framed(String id, BlobSource made, ActiveWrites writes, MeterRegistry meters) {
        return made instanceof BlobStore blobs
                ? new FencedStore(id, new ObservedStore(id, blobs, meters), writes)
                : new ObservedSource(id, made, meters);
    }

    private static String requireValidId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new InvalidStoreConfiguration(
                    "The key '%s' holds a store id that is not 1 to 64 letters, digits, '_' or '-'."
                            .formatted(InvalidStoreConfiguration.key(id, "type")));
        }
        if (id.startsWith(RESERVED)) {
            throw new InvalidStoreConfiguration(
                    "The key '%s' uses a reserved store id: ids that start with '%s' are ours."
                            .formatted(InvalidStoreConfiguration.key(id, "type"), RESERVED));
        }
        return id;
    }

    private static StoreDriver driver(String id, StoreConfig config, List<StoreDriver> drivers) {
        String type = InvalidStoreConfiguration.required(id, "type", config.type());
        List<String> known = new ArrayList<>();
        for (StoreDriver driver : drivers) {
            if (driver.type().equals(type)) {
                return driver;
            }
            known.add(driver.type());
        }
        Collections.sort(known);
        throw new InvalidStoreConfiguration("The setting '%s' is '%s', and the known types are %s."
                .formatted(InvalidStoreConfiguration.key(id, "type"), type, known));
    }
}
