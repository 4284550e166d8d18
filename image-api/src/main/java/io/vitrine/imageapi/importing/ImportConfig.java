package io.vitrine.imageapi.importing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What users may have imported. */
@ConfigMapping(prefix = "images")
interface ImportConfig {
    /** An import whose worker goes silent, or fails for a while, is run so often in all. */
    @WithName("import.attempts")
    @WithDefault("3")
    int attempts();

    /** Wait before an import that failed for a while is run again; doubles with each attempt, up to ten minutes. */
    @WithName("import.retry.initial")
    @WithDefault("10s")
    Duration retryInitial();

    /** So long a finished task is shown. */
    @WithName("tasks.ttl")
    @WithDefault("48h")
    Duration taskTtl();

    @WithName("import.filter")
    Filter filter();

    /** Where a web-download may come from, as far as its address alone can tell. An allow list that is not empty decides alone. */
    interface Filter {
        @WithDefault("http,https")
        List<String> allowedSchemes();

        Optional<List<String>> allowedHosts();

        Optional<List<String>> disallowedHosts();

        @WithDefault("80,443")
        List<Integer> allowedPorts();

        Optional<List<Integer>> disallowedPorts();
    }
}
