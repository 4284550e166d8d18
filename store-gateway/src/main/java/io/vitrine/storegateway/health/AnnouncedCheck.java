package io.vitrine.storegateway.health;

import io.vitrine.storegateway.announce.Announcer;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as soon as image-api knows this gateway; before that it would be granted nothing. What comes after is not part of it: stores,
 * Kafka and image-api may be away, and calls that need them say so themselves. That the process is draining is Quarkus' own check.
 */
@Readiness
@ApplicationScoped
class AnnouncedCheck implements HealthCheck {
    private final Announcer announcer;

    AnnouncedCheck(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("announced")
                .status(announcer.announcedOnce())
                .build();
    }
}
