package io.vitrine.storegateway.announce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often image-api hears of this gateway. */
@ConfigMapping(prefix = "images.announce")
public interface AnnounceConfig {
    /** Time between two announcements. image-api takes a gateway for dead after three of them. */
    @WithDefault("10S")
    Duration every();
}
