package io.vitrine.imageapi.quota;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Rows of {@code quota_usage}. Triggers keep them; here they are begun, locked and, now and then, counted anew. */
@ApplicationScoped
class UsageTable {
    private static final Duration FIRST_COUNT = Duration.ofSeconds(10);
    private static final Duration NEXT_COUNT = Duration.ofHours(1);

    private static final String LOCK =
            "select settled, " + ProjectUsage.COLUMNS + " from quota_usage where project = ? for update";
    private static final String READ =
            "select " + ProjectUsage.COLUMNS + " from quota_usage where project = ? and settled";
    private static final String COUNT = "select " + ProjectUsage.COLUMNS + " from quota_count(?)";
    private static final String BEGIN = "insert into quota_usage (project, " + ProjectUsage.COLUMNS
            + ", next_count) values (?, 0, 0, 0, 0, clock_timestamp() + ? * interval '1 millisecond') on conflict (project) do nothing";

    /** By whoever reads it next, the row is committed, and every change from then on finds it; those before end sooner or later. */
    private static final String SETTLE = """
            update quota_usage q set images = c.images, uploading = c.uploading, stored_bytes = c.stored_bytes, staged_bytes = c.staged_bytes,
                settles_at = coalesce(q.settles_at,
                    case when q.began_by <> pg_current_xact_id() then pg_snapshot_xmax(pg_current_snapshot()) end),
                settled = coalesce(q.settles_at <= pg_snapshot_xmin(pg_current_snapshot()), false)
            from quota_count(?) c where q.project = ?
            """;

    private static final String DUE =
            "select project from quota_usage where next_count <= clock_timestamp() order by next_count limit 500";
    private static final String CORRECT = """
            update quota_usage set images = ?, uploading = ?, stored_bytes = ?, staged_bytes = ?,
                next_count = clock_timestamp() + ? * interval '1 millisecond'
            where project = ?
            """;

    private record Locked(boolean settled, ProjectUsage usage) {}

    private final Sql sql;

    UsageTable(Sql sql) {
        this.sql = sql;
    }

    /** What the project has, and will have until the caller's transaction ends: nobody else can grow meanwhile. */
    @Transactional(TxType.MANDATORY)
    ProjectUsage lock(String project) {
        Locked locked = sql.first(LOCK, UsageTable::locked, project).orElseGet(() -> begin(project));
        if (locked.settled()) {
            return locked.usage();
        }
        sql.update(SETTLE, project, project);
        return lockAgain(project).usage();
    }

    /** Nothing is locked. */
    ProjectUsage read(String project) {
        return sql.first(READ, ProjectUsage::read, project).orElseGet(() -> count(project));
    }

    /** Adds up the rows themselves. */
    ProjectUsage count(String project) {
        return sql.first(COUNT, ProjectUsage::read, project).orElseThrow();
    }

    /** Projects whose sums are to be compared with their rows. */
    List<String> due() {
        return sql.list(DUE, row -> row.getString("project"));
    }

    /** Call it with the row locked. */
    void correct(String project, ProjectUsage counted) {
        sql.update(
                CORRECT,
                counted.images(),
                counted.uploading(),
                counted.storedBytes(),
                counted.stagedBytes(),
                NEXT_COUNT,
                project);
    }

    private Locked begin(String project) {
        sql.update(BEGIN, project, FIRST_COUNT);
        return lockAgain(project);
    }

    private Locked lockAgain(String project) {
        return sql.first(LOCK, UsageTable::locked, project).orElseThrow();
    }

    private static Locked locked(ResultSet row) throws SQLException {
        return new Locked(row.getBoolean("settled"), ProjectUsage.read(row));
    }
}
