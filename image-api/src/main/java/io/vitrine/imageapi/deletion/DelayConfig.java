package io.vitrine.imageapi.deletion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Deletes that an operator can take back (spec: operations, section 4). */
@ConfigMapping(prefix = "images.delete")
interface DelayConfig {
    /** Whether the data of a deleted image stays for the time of grace. */
    @WithDefault("false")
    boolean delayed();

    /** How long after the delete its data stays and an operator can restore the image. */
    @WithDefault("24h")
    Duration grace();

    /** Whether an image whose data stays goes on counting against its project's quotas. */
    @WithDefault("false")
    boolean countPending();
}
