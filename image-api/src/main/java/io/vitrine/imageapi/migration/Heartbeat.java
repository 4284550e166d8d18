package io.vitrine.imageapi.migration;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that this process serves, and by which release, until it ends in good order. */
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final String BEAT = """
            insert into instances (id, version, seen_at) values (?, ?, clock_timestamp())
            on conflict (id) do update set version = excluded.version, seen_at = excluded.seen_at
            """;
    private static final String FORGET = "delete from instances where seen_at < clock_timestamp() - interval '1 hour'";
    private static final String LEAVE = "delete from instances where id = ?";

    private final Sql sql;
    private final String version;
    private final String id;
    private volatile boolean known;

    Heartbeat(Sql sql, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.sql = sql;
        this.version = version;
        this.id = System.getenv().getOrDefault("HOSTNAME", "localhost") + "/"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void beat() {
        try {
            sql.update(BEAT, id, version);
            known = true;
            sql.update(FORGET);
        } catch (DatabaseException e) {
            // Readiness tells of a database that is away or has not got this table yet.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("cannot say that this process serves");
        }
    }

    /** A process that never served, such as an operator's command, has nothing to take back. */
    void leave(@Observes ShutdownEvent end) {
        if (!known) {
            return;
        }
        try {
            sql.update(LEAVE, id);
        } catch (DatabaseException e) {
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("left without a word: forgotten in an hour");
        }
    }
}
