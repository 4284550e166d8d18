package io.vitrine.imageapi.resumable;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Resumable uploads. */
@ConfigMapping(prefix = "images.upload")
interface ResumableConfig {
    /** So long an upload waits for its next request; then its image is queued again and its bytes are removed. */
    @WithName("resumable-expiry")
    @WithDefault("24h")
    Duration expiry();
}
