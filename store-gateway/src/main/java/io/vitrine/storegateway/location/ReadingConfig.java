package io.vitrine.storegateway.location;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Patience with the servers of given locations. */
@ConfigMapping(prefix = "images.http")
public interface ReadingConfig {
    /** So often a reading for digests begins anew after it broke off. */
    @WithDefault("3")
    int retries();
}
