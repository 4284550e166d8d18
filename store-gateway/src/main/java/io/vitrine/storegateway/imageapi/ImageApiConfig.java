package io.vitrine.storegateway.imageapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where image-api is and how long it may take. */
@ConfigMapping(prefix = "images.image-api")
public interface ImageApiConfig {
    /** Base URL of image-api, without a path. */
    @WithDefault("http://127.0.0.1:9191")
    URI url();

    /** Total time of one internal call, and how long a forwarded call may wait for the head of its answer. */
    @WithDefault("10S")
    Duration timeout();
}
