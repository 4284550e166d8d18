package io.vitrine.imageapi.health;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How an operator takes this process out of service. */
@ConfigMapping(prefix = "images.health")
interface HealthConfig {
    /** As long as this file exists, {@code /healthcheck} answers {@code 503 DISABLED BY FILE} and the process is not ready. */
    Optional<Path> disableFile();
}
