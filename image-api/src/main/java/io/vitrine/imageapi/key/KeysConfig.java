package io.vitrine.imageapi.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vitrine.imageapi.outbox.Backoff;
import java.time.Duration;

/** How often the key manager is asked to delete a key, and when that ends. */
@ConfigMapping(prefix = "images.keys.retry")
interface KeysConfig {
    /** Wait after the first attempt; doubles with each, a fifth longer or shorter. */
    @WithDefault("30s")
    Duration initial();

    /** Longest wait. */
    @WithDefault("6h")
    Duration max();

    /** So long after the first attempt the key is given up and an operator is told. */
    @WithDefault("14d")
    Duration giveUp();

    default Backoff backoff() {
        return new Backoff(initial(), max(), 0.2);
    }
}
