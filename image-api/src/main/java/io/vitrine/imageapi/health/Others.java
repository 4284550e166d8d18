package io.vitrine.imageapi.health;

import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Others on whom some calls depend. Their absence makes nobody unready; the answer says {@code degraded} and why (design, decision "readiness"). */
@Readiness
@ApplicationScoped
class Others implements HealthCheck {
    private static final String TROUBLE = """
            select 'no store-gateway announces itself' as trouble
                where not exists (select from gateways where seen_at > clock_timestamp() - interval '60 seconds')
            union all
            select 'the store ' || id || ' cannot be reached' from stores
                where not usable and seen_at > clock_timestamp() - interval '60 seconds'
            union all
            select 'messages wait for Kafka since ' || created_at from (
                select created_at from outbox where refused is null order by seq limit 1) as oldest
                where created_at < clock_timestamp() - interval '30 seconds'
            """;

    private final Sql sql;

    Others(Sql sql) {
        this.sql = sql;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("others").up();
        List<String> trouble = trouble();
        if (!trouble.isEmpty()) {
            answer.withData("degraded", String.join("; ", trouble));
        }
        return answer.build();
    }

    private List<String> trouble() {
        try {
            return sql.list(TROUBLE, row -> row.getString("trouble"));
        } catch (DatabaseException e) {
            return List.of("unknown: the database does not answer");
        }
    }
}
