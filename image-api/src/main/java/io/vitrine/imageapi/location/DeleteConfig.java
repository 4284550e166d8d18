package io.vitrine.imageapi.location;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vitrine.imageapi.outbox.Backoff;
import java.time.Duration;

/** How often a store is asked to remove bytes: until they are gone, however long that takes. */
@ConfigMapping(prefix = "images.delete.retry")
interface DeleteConfig {
    /** Wait after the first attempt; doubles with each. */
    @WithDefault("10s")
    Duration initial();

    /** Longest wait. */
    @WithDefault("1h")
    Duration max();

    default Backoff backoff() {
        return new Backoff(initial(), max(), 0);
    }
}
