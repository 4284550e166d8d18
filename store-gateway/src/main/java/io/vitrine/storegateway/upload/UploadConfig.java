package io.vitrine.storegateway.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Uploads. The memory they share is {@code images.upload.buffers}. */
@ConfigMapping(prefix = "images.upload")
public interface UploadConfig {
    /** A sender that is silent for so long has gone. */
    @WithDefault("900S")
    Duration idleTimeout();

    /** One of several stores that takes no block for so long is given up, and the others go on. */
    @WithDefault("90S")
    Duration storeStall();
}
