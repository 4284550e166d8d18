package io.vitrine.storegateway.removal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bytes of deleted images on their way out. */
@ConfigMapping(prefix = "images.delete")
interface RemovalConfig {
    /** How many objects this process removes at a time. A store that does not answer keeps some of these places for half a minute. */
    @WithDefault("8")
    int concurrency();
}
