package io.vitrine.imageapi.key;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How many keys wait to be deleted and for how long, and how many nobody tries to delete any more (spec: keys, section 4.11). */
@ApplicationScoped
class KeyBacklog {
    private static final String WAITING =
            "select count(*) from key_cleanup where state = 'pending' and asked_at is not null";
    private static final String AGE =
            "select extract(epoch from clock_timestamp() - min(asked_at)) from key_cleanup where state = 'pending'";
    private static final String PARKED = "select count(*) from key_cleanup where state = 'failed'";

    private final Sql sql;

    KeyBacklog(Sql sql) {
        this.sql = sql;
    }

    void register(@Observes StartupEvent start, MeterRegistry metrics) {
        Gauge.builder("image_key_cleanup_pending", this, backlog -> backlog.number(WAITING))
                .description("keys of deleted images that the key manager is asked to delete")
                .register(metrics);
        Gauge.builder("image_key_cleanup_oldest_pending_seconds", this, backlog -> backlog.number(AGE))
                .description("since when the key manager is asked for the oldest of them")
                .register(metrics);
        Gauge.builder("image_key_cleanup_parked", this, backlog -> backlog.number(PARKED))
                .description("keys that could not be deleted and wait for an operator")
                .register(metrics);
    }

    /** No row has no age, which reads as 0. */
    private double number(String query) {
        return sql.first(query, row -> row.getDouble(1)).orElse(0.0);
    }
}
