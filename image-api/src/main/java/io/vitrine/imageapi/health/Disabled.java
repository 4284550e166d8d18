package io.vitrine.imageapi.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** An operator wants no calls to come here: a file says so. */
@Readiness
@ApplicationScoped
class Disabled implements HealthCheck {
    private final HealthConfig config;

    Disabled(HealthConfig config) {
        this.config = config;
    }

    boolean byFile() {
        return config.disableFile().filter(Files::exists).isPresent();
    }

    @Override
    public HealthCheckResponse call() {
        return byFile()
                ? HealthCheckResponse.named("enabled")
                        .down()
                        .withData(
                                "reason",
                                "disabled by the file " + config.disableFile().orElseThrow())
                        .build()
                : HealthCheckResponse.up("enabled");
    }
}
