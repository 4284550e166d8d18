package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway says that it lives and which stores it serves: {@code PUT /internal/v1/gateways/{id}}, at start and every 10 s.
 *
 * @param url base URL of the gateway's internal API
 * @param cache whether it keeps copies of images on a disk of its own; absent in what older gateways say
 * @param stagingFree bytes that there is room for where data is staged; absent when nothing is staged there or the place cannot tell
 */
@WireRecord
public record Announcement(
        String url,
        String version,
        List<Store> stores,
        boolean cache,
        @Nullable Long stagingFree) {
    public Announcement {
        stores = List.copyOf(stores);
    }

    /** Of a gateway without a cache and without a place for staged data. */
    public Announcement(String url, String version, List<Store> stores) {
        this(url, version, stores, false, null);
    }

    /**
     * The public part of a store's configuration, and how it fares.
     *
     * @param weight higher is preferred
     * @param usable false: configured, but not reachable just now
     * @param freeBytes null when the store cannot tell
     * @param properties what {@code /v2/info/stores/detail} shows; no host, user or key
     */
    @WireRecord
    public record Store(
            String id,
            String type,
            int weight,
            boolean isDefault,
            boolean readOnly,
            @Nullable String description,
            boolean usable,
            @Nullable Long freeBytes,
            Map<String, Object> properties) {

        public Store {
            properties = Map.copyOf(properties);
        }
    }
}
