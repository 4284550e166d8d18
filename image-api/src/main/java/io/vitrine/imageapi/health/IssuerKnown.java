package io.vitrine.imageapi.health;

import io.vitrine.imageapi.auth.IssuerKeys;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The keys of the token issuer were loaded once. From then on it may be away: known keys go on working. */
@Readiness
@ApplicationScoped
class IssuerKnown implements HealthCheck {
    private final IssuerKeys keys;

    IssuerKnown(IssuerKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return keys.wereLoaded()
                ? HealthCheckResponse.up("token issuer")
                : HealthCheckResponse.named("token issuer")
                        .down()
                        .withData("reason", "its keys could not be loaded yet")
                        .build();
    }
}
