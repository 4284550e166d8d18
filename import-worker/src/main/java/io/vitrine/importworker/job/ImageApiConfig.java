package io.vitrine.importworker.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where jobs come from. */
@ConfigMapping(prefix = "images.image-api")
public interface ImageApiConfig {
    /** Base URL of image-api. */
    @WithDefault("http://127.0.0.1:9294")
    URI url();

    /** Longest wait for an answer. */
    @WithDefault("10s")
    Duration timeout();
}
