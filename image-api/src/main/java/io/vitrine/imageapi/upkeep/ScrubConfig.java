package io.vitrine.imageapi.upkeep;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Reading what is stored again and again, so that bit-rot is found before the last good copy rots. */
@ConfigMapping(prefix = "images.scrub")
interface ScrubConfig {
    /** Every copy is read once within this time. Not set: only {@code image-admin scrub} reads. */
    Optional<Duration> every();

    /** Bytes that are read in a second at most. */
    @WithDefault("50M")
    MemorySize rate();
}
