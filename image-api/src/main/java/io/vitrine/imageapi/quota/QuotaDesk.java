package io.vitrine.imageapi.quota;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Limits of projects, as operators set them. What is set holds from the next request on. */
@Unremovable
@ApplicationScoped
public class QuotaDesk {
    private static final String OWN = "select name from quota_limits where project = ?";
    private static final String SET = """
            insert into quota_limits (project, name, value) values (?, ?, ?)
            on conflict (project, name) do update set value = excluded.value
            """;
    private static final String RESET = "delete from quota_limits where project = ? and name = ?";

    /**
     * One limit of a project.
     *
     * @param limit MiB or a count; negative for none
     * @param own whether it was set for this project; else it is the configured default
     */
    public record Line(String name, long limit, long usage, boolean own) {}

    private final Sql sql;
    private final ProjectLimits limits;
    private final UsageTable usage;

    QuotaDesk(Sql sql, ProjectLimits limits, UsageTable usage) {
        this.sql = sql;
        this.limits = limits;
        this.usage = usage;
    }

    /** Whether limits of projects have an effect: {@code images.quota.mode}. */
    public boolean areInForce() {
        return limits.areByProject();
    }

    /** A limit by the name that clients read, in either spelling. */
    public static Optional<QuotaLimit> limit(String name) {
        return Stream.of(QuotaLimit.values())
                .filter(limit -> limit.word().equals(name.replace('-', '_')))
                .findFirst();
    }

    public static List<String> names() {
        return Stream.of(QuotaLimit.values()).map(QuotaLimit::word).toList();
    }

    public List<Line> show(String project) {
        Set<String> own = new HashSet<>(sql.list(OWN, row -> row.getString("name"), project));
        Map<QuotaLimit, Long> all = limits.all(project);
        ProjectUsage used = usage.read(project);
        List<Line> lines = new ArrayList<>();
        for (QuotaLimit limit : QuotaLimit.values()) {
            lines.add(new Line(
                    limit.word(),
                    all.getOrDefault(limit, 0L),
                    limit.shown(used.of(limit)),
                    own.contains(limit.word())));
        }
        return lines;
    }

    /** All of them or, when something fails, none. An empty value gives a limit back to the configured default. */
    @Transactional
    public void set(String project, Map<QuotaLimit, Optional<Long>> values) {
        values.forEach((limit, value) -> {
            if (value.isPresent()) {
                sql.update(SET, project, limit.word(), value.get());
            } else {
                sql.update(RESET, project, limit.word());
            }
        });
    }
}
