package io.vitrine.storegateway.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The stores of this installation. {@link StoreRegistry} judges them at start. */
@ConfigMapping(prefix = "images.stores")
public interface StoresConfig {
    /** Id of the store that takes an image when its sender names none. */
    @WithName("default")
    Optional<String> defaultStore();

    /** A section for each store, named by its id. */
    @WithParentName
    Map<String, StoreConfig> byId();
}
