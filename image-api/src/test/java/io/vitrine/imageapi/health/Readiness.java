package io.vitrine.imageapi.health;

import io.vitrine.imageapi.migration.SchemaUpgrade;
import io.vitrine.imageapi.sql.Sql;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What a probe is told about a database that no application serves. */
public final class Readiness {
    private Readiness() {}

    /** Status and data. */
    public static String of(Sql sql, SchemaUpgrade upgrade) {
        HealthCheckResponse answer = new DatabaseReady(sql, upgrade, Clock.systemUTC()).call();
        return answer.getStatus() + " " + new TreeMap<>(answer.getData().orElse(Map.of()));
    }
}
