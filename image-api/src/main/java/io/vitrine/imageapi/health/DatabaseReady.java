package io.vitrine.imageapi.health;

import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The database answers and holds our tables; a fresh one is empty until it was migrated. */
@Readiness
@ApplicationScoped
class DatabaseReady implements HealthCheck {
    private static final String TABLES =
            "select 1 from pg_class where oid = to_regclass('images') and to_regclass('outbox') is not null";

    private final Sql sql;

    DatabaseReady(Sql sql) {
        this.sql = sql;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return sql.exists(TABLES)
                    ? HealthCheckResponse.up("database")
                    : down("the schema is missing: run image-admin db sync");
        } catch (DatabaseException e) {
            return down("the database does not answer");
        }
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named("database")
                .down()
                .withData("reason", reason)
                .build();
    }
}
