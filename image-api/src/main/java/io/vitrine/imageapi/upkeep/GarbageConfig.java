package io.vitrine.imageapi.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The garbage collector. */
@ConfigMapping(prefix = "images.gc")
interface GarbageConfig {
    /** Bytes that were written to within this time are left alone, whatever the rows say. */
    @WithDefault("24h")
    Duration grace();
}
