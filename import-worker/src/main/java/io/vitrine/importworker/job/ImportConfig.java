package io.vitrine.importworker.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How much this process takes on. */
@ConfigMapping(prefix = "images.import")
public interface ImportConfig {
    /** Jobs at a time; default: {@code images.workers}. */
    OptionalInt concurrency();

    /** How often a free slot asks for a job without being woken: Kafka may be away. */
    @WithDefault("10s")
    Duration poll();

    /** An import that takes longer than this is given up. */
    @WithDefault("6h")
    Duration maxDuration();
}
