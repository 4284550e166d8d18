package io.vitrine.imageapi.health;

import io.vitrine.imageapi.migration.SchemaState;
import io.vitrine.imageapi.migration.SchemaState.Step;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The database answers and holds what this release needs: everything of the phase {@code expand}. The answer names the phase that is missing;
 * the later ones may be, for this release serves without them (spec: seeds, section 2.1).
 */
@Readiness
@ApplicationScoped
class DatabaseReady implements HealthCheck {
    /** A look at the phases costs more than a probe may. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    private record Seen(SchemaState state, Instant at) {}

    private final Sql sql;
    private final SchemaUpgrade upgrade;
    private final Clock clock;
    private volatile @Nullable Seen seen;

    DatabaseReady(Sql sql, SchemaUpgrade upgrade, Clock clock) {
        this.sql = sql;
        this.upgrade = upgrade;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
        try {
            sql.exists("select 1");
            Step missing = state().next();
            if (missing == Step.EXPAND) {
                return answer.down()
                        .withData("phase", "expand")
                        .withData("reason", "the phase expand is missing: run image-admin db expand")
                        .build();
            }
            return missing == Step.NOTHING
                    ? answer.up().build()
                    : answer.up()
                            .withData("phase", missing.name().toLowerCase(Locale.ROOT))
                            .build();
        } catch (DatabaseException | FlywayException e) {
            return answer.down()
                    .withData("reason", "the database does not answer")
                    .build();
        }
    }

    /** Nothing is taken back while a process serves: what is done stays done. */
    private SchemaState state() {
        Seen known = seen;
        if (known == null
                || known.state().next() == Step.EXPAND
                || known.state().next() != Step.NOTHING
                        && known.at().plus(FRESH).isBefore(clock.instant())) {
            known = new Seen(upgrade.state(), clock.instant());
            seen = known;
        }
        return known.state();
    }
}
