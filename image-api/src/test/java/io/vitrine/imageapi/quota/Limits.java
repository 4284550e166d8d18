package io.vitrine.imageapi.quota;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Sets limits of projects and compares what is kept with what the rows say. */
@ApplicationScoped
public class Limits {
    private static final String SET = """
            insert into quota_limits (project, name, value) values (?, ?, ?)
            on conflict (project, name) do update set value = excluded.value
            """;

    private final Sql sql;
    private final UsageTable table;

    Limits(Sql sql, UsageTable table) {
        this.sql = sql;
        this.table = table;
    }

    /** A new project without any limit. */
    public String project() {
        String project = "quota-" + UUID.randomUUID();
        for (QuotaLimit limit : QuotaLimit.values()) {
            set(project, limit, -1);
        }
        return project;
    }

    public void set(String project, QuotaLimit limit, long value) {
        sql.update(SET, project, limit.word(), value);
    }

    /** As kept; it is counted when nobody asked before. */
    public long used(String project, QuotaLimit limit) {
        return table.read(project).of(limit);
    }

    public Object kept(String project) {
        return table.read(project);
    }

    public Object counted(String project) {
        return table.count(project);
    }
}
