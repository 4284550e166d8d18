package io.vitrine.importworker.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vitrine.contracts.Workers;
import java.time.Duration;
import java.util.Optional;

/** What all services of an installation may be told. */
@ConfigMapping(prefix = "images")
public interface ProcessConfig {
    /** Size of the process; {@link Workers} has the rule. Unset: the processors it may use, at most 8. */
    Optional<String> workers();

    Shutdown shutdown();

    /** The end of the process. */
    interface Shutdown {
        /** How long running jobs may go on after SIGTERM. */
        @WithDefault("60s")
        Duration drain();
    }
}
