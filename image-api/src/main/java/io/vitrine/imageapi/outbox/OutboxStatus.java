package io.vitrine.imageapi.outbox;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What waits for Kafka, as operators look at it. */
@Unremovable
@ApplicationScoped
public class OutboxStatus {
    private static final String WAITING = """
            select topic, count(*) as messages, extract(epoch from clock_timestamp() - min(created_at))::bigint as age
            from outbox where refused is null group by topic order by topic
            """;
    private static final String REFUSED = """
            select seq, topic, type, key, refused, created_at from outbox where refused is not null order by seq limit 100
            """;
    private static final String RELAY = """
            select 1 from pg_locks where locktype = 'advisory' and granted
                and classid::bigint = (%1$d >> 32) and objid::bigint = (%1$d & 4294967295)
                and database = (select oid from pg_database where datname = current_database())
            """.formatted(OutboxTable.LOCK);

    /** Messages for one topic. */
    public record Waiting(String topic, long messages, long oldestSeconds) {}

    /** A message that Kafka never accepts. */
    public record Refused(long seq, String topic, String type, String key, String reason, String createdAt) {}

    /**
     * The whole.
     *
     * @param relay whether some process is sending
     */
    public record Report(boolean relay, long maxBacklog, List<Waiting> waiting, List<Refused> refused) {
        public long messages() {
            return waiting.stream().mapToLong(Waiting::messages).sum();
        }

        public long oldestSeconds() {
            return waiting.stream().mapToLong(Waiting::oldestSeconds).max().orElse(0);
        }
    }

    private final Sql sql;
    private final OutboxConfig config;

    OutboxStatus(Sql sql, OutboxConfig config) {
        this.sql = sql;
        this.config = config;
    }

    public Report report() {
        return new Report(
                sql.exists(RELAY),
                config.maxBacklog(),
                sql.list(
                        WAITING,
                        row -> new Waiting(row.getString("topic"), row.getLong("messages"), row.getLong("age"))),
                sql.list(REFUSED, OutboxStatus::refused));
    }

    private static Refused refused(ResultSet row) throws SQLException {
        return new Refused(
                row.getLong("seq"),
                row.getString("topic"),
                row.getString("type"),
                row.getString("key"),
                row.getString("refused"),
                row.getTimestamp("created_at").toInstant().toString());
    }
}
