package io.vitrine.imageapi.quota;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which limits a project has: its own, else the configured ones. */
@ApplicationScoped
class ProjectLimits {
    private static final String OWN = "select name, value from quota_limits where project = ?";

    private record Own(String name, long value) {}

    /**
     * A limit as it stands.
     *
     * @param name as messages call it
     * @param units bytes, or the count
     */
    record Bound(QuotaLimit limit, String name, long units) {}

    private final Sql sql;
    private final QuotaConfig config;

    ProjectLimits(Sql sql, QuotaConfig config) {
        this.sql = sql;
        this.config = config;
    }

    boolean areByProject() {
        return config.mode() == QuotaConfig.Mode.PROJECT;
    }

    /** Empty: the project may have as much as it wants. An image that belongs to nobody counts for nobody. */
    Optional<Bound> bound(@Nullable String project, QuotaLimit limit) {
        if (project == null) {
            return Optional.empty();
        }
        if (areByProject()) {
            long value = Objects.requireNonNull(all(project).get(limit));
            return value < 0 ? Optional.empty() : Optional.of(new Bound(limit, limit.word(), limit.units(value)));
        }
        long storage = config.projectStorage().bytes();
        return limit != QuotaLimit.IMAGE_SIZE_TOTAL || storage == 0
                ? Optional.empty()
                : Optional.of(new Bound(limit, "project-storage", storage));
    }

    /** The four limits as they are set: counts, MiB, negative for none. */
    Map<QuotaLimit, Long> all(String project) {
        Map<String, Long> own =
                sql.list(OWN, row -> new Own(row.getString("name"), row.getLong("value")), project).stream()
                        .collect(Collectors.toMap(Own::name, Own::value));
        return Stream.of(QuotaLimit.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        limit ->
                                own.getOrDefault(limit.word(), config.defaults().of(limit))));
    }
}
