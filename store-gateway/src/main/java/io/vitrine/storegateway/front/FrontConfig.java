package io.vitrine.storegateway.front;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The front door's patience with those who call for metadata. */
@ConfigMapping(prefix = "images.front")
public interface FrontConfig {
    /** How long the body of a metadata call may take to arrive, and how long its caller may leave the answer unread. */
    @WithDefault("30S")
    Duration timeout();
}
