package io.vitrine.imageapi.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How many messages wait for Kafka, and for how long. */
@ApplicationScoped
public class Backlog {
    private static final String WAITING =
            "select count(*) from (select 1 from outbox where refused is null limit ?) as waiting";
    private static final String AGE =
            "select extract(epoch from clock_timestamp() - created_at) from outbox where refused is null order by seq limit 1";
    private static final String REFUSED = "select count(*) from outbox where refused is not null";

    private final Sql sql;
    private final OutboxConfig config;

    Backlog(Sql sql, OutboxConfig config) {
        this.sql = sql;
        this.config = config;
    }

    void register(@Observes StartupEvent start, MeterRegistry metrics) {
        Gauge.builder("image_outbox_backlog", this, backlog -> backlog.messages(Long.MAX_VALUE))
                .description("messages that Kafka has not acknowledged")
                .register(metrics);
        Gauge.builder("image_outbox_lag_seconds", this, Backlog::ageSeconds)
                .description("age of the oldest message that Kafka has not acknowledged")
                .register(metrics);
        Gauge.builder("image_outbox_refused", this, Backlog::refused)
                .description("messages that Kafka never accepts and that were set aside")
                .register(metrics);
    }

    /** Whether so much waits that nothing should be started that needs Kafka. */
    public boolean isFull() {
        return messages(config.maxBacklog() + 1) > config.maxBacklog();
    }

    private long messages(long atMost) {
        return sql.first(WAITING, row -> row.getLong(1), atMost).orElse(0L);
    }

    private long refused() {
        return sql.first(REFUSED, row -> row.getLong(1)).orElse(0L);
    }

    private double ageSeconds() {
        return sql.first(AGE, row -> row.getDouble(1)).orElse(0.0);
    }
}
