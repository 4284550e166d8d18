package io.vitrine.imageapi.store;

import io.vitrine.contracts.internal.Placement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as its gateways announce it.
 *
 * @param weight higher is preferred
 * @param usable false: configured, but not reachable just now
 * @param properties what the detailed list shows of its configuration
 */
public record Store(
        String id,
        String type,
        int weight,
        boolean isDefault,
        boolean readOnly,
        @Nullable String description,
        boolean usable,
        Map<String, Object> properties) {
    /** Ids that start so are the system's own: never listed, never selectable (spec: stores, section 1). */
    public static final String RESERVED_PREFIX = "os_glance_";

    /** Where gateways keep bytes that wait for their import; announced by nobody (spec: imports, section 8). */
    public static final String STAGING = Placement.STAGING_STORE;

    public Store {
        properties = Map.copyOf(properties);
    }

    public boolean isWritable() {
        return usable && !readOnly;
    }
}
