package io.vitrine.storegateway.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The cache of this gateway (spec: operations, sections 1.6 and 3). */
@ConfigMapping(prefix = "images.cache")
public interface CacheConfig {
    /** A local directory for this gateway alone, made when it is missing. Unset: no cache. */
    Optional<Path> dir();

    /** Most bytes in the directory, those on their way included. What was not read for the longest time goes first. */
    @WithDefault("10G")
    MemorySize maxSize();

    /** Percent of the directory's file system that the cache leaves free. */
    @WithDefault("5")
    int reserve();

    /** A copy that got no bytes for so long is given up. */
    @WithDefault("86400S")
    Duration stallTime();

    /** Time between two looks after the cache: copies of deleted images go, limits are kept, one copy is read and compared with its hash. */
    @WithDefault("60S")
    Duration checkEvery();
}
