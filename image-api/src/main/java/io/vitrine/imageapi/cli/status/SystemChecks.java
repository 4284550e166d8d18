package io.vitrine.imageapi.cli.status;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.cli.Sizes;
import io.vitrine.imageapi.deadletter.DeadLetters;
import io.vitrine.imageapi.deadletter.TopicLayout;
import io.vitrine.imageapi.image.ImageCounts;
import io.vitrine.imageapi.migration.OlderProcesses;
import io.vitrine.imageapi.migration.SchemaState;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import io.vitrine.imageapi.outbox.OutboxStatus;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.StoreUsage;
import io.vitrine.imageapi.store.StoreUsage.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the installation fares, from the database and from Kafka. Nothing is changed. */
@Unremovable
@ApplicationScoped
public class SystemChecks {
    private static final int SLOW_SECONDS = 60;
    private static final long LITTLE_ROOM = 1L << 30;
    private static final Set<String> ON_THEIR_WAY = Set.of("saving", "uploading", "importing");
    private static final String STAGING = """
            select min(staging_free) from gateways where seen_at > clock_timestamp() - interval '60 seconds'
            having min(staging_free) is not null
            """;

    private final SchemaUpgrade upgrade;
    private final OlderProcesses processes;
    private final StoreUsage stores;
    private final OutboxStatus outbox;
    private final DeadLetters letters;
    private final TopicLayout layout;
    private final ImageCounts images;
    private final Sql sql;

    SystemChecks(
            SchemaUpgrade upgrade,
            OlderProcesses processes,
            StoreUsage stores,
            OutboxStatus outbox,
            DeadLetters letters,
            TopicLayout layout,
            ImageCounts images,
            Sql sql) {
        this.upgrade = upgrade;
        this.processes = processes;
        this.stores = stores;
        this.outbox = outbox;
        this.letters = letters;
        this.layout = layout;
        this.images = images;
        this.sql = sql;
    }

    /** Those of the database end with the first when there is no schema that they could look at. */
    public List<Check> all() {
        SchemaState state = upgrade.state();
        Check database = database(state);
        return state.next() == SchemaState.Step.EXPAND
                ? List.of(database, topics(), deadLetters(state))
                : List.of(
                        database, releases(), stores(), staging(), messages(), deadLetters(state), images(), topics());
    }

    private static Check database(SchemaState state) {
        String name = "Database";
        if (state.heads().isEmpty()) {
            return Check.failure(name, "it holds no tables of ours: image-admin db sync");
        }
        String heads = String.join(", ", state.heads());
        return switch (state.next()) {
            case NOTHING -> Check.success(name, "up to date: " + heads);
            case EXPAND -> Check.warning(name, heads + "; next step: image-admin db expand");
            case MIGRATE ->
                Check.warning(
                        name,
                        "rows are left (%s); next step: image-admin db migrate"
                                .formatted(String.join(", ", state.pendingMigrations())));
            case CONTRACT -> Check.warning(name, heads + "; next step: image-admin db contract");
        };
    }

    private Check releases() {
        String name = "Releases";
        Map<String, Long> byVersion = processes.all().stream()
                .collect(Collectors.groupingBy(OlderProcesses.Process::version, TreeMap::new, Collectors.counting()));
        String text = byVersion.entrySet().stream()
                .map(entry -> "%d of %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        return byVersion.size() > 1
                ? Check.warning(name, "processes of several releases serve: " + text)
                : Check.success(name, byVersion.isEmpty() ? "no process serves" : "processes serving: " + text);
    }

    private Check stores() {
        String name = "Stores";
        List<Usage> all = stores.all();
        if (all.stream().noneMatch(Usage::configured)) {
            return Check.warning(name, "no store-gateway announces any");
        }
        String away = all.stream()
                .filter(store -> store.configured() ? !store.usable() : store.copies() > 0)
                .map(store -> store.id()
                        + (store.configured() ? " cannot be reached" : " holds images and is not configured"))
                .collect(Collectors.joining(", "));
        return away.isEmpty()
                ? Check.success(name, all.stream().map(Usage::id).collect(Collectors.joining(", ")) + " can be reached")
                : Check.failure(name, away);
    }

    private Check staging() {
        String name = "Staging space";
        return sql.first(STAGING, row -> row.getLong(1))
                .map(free -> free < LITTLE_ROOM
                        ? Check.warning(name, "only %s are free".formatted(Sizes.text(free)))
                        : Check.success(name, "%s are free".formatted(Sizes.text(free))))
                .orElseGet(() -> Check.success(name, "no gateway tells how much room it has"));
    }

    private Check messages() {
        String name = "Messages";
        OutboxStatus.Report report = outbox.report();
        if (!report.refused().isEmpty()) {
            return Check.warning(
                    name,
                    "%d were set aside: image-admin outbox status"
                            .formatted(report.refused().size()));
        }
        String text = "%d wait for Kafka, the oldest for %d s".formatted(report.messages(), report.oldestSeconds());
        return report.oldestSeconds() > SLOW_SECONDS ? Check.warning(name, text) : Check.success(name, text);
    }

    private Check deadLetters(SchemaState state) {
        String name = "Dead letters";
        if (state.next() == SchemaState.Step.EXPAND) {
            return Check.success(name, "looked at once the database is expanded");
        }
        try {
            long waiting = letters.waiting().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return waiting == 0
                    ? Check.success(name, "none")
                    : Check.warning(name, "%d wait: image-admin dlq list".formatted(waiting));
        } catch (ProblemException e) {
            return Check.warning(name, String.valueOf(e.getMessage()));
        }
    }

    private Check images() {
        String name = "Images on their way";
        long stuck = images.stuck();
        String counted = images.byStatus().entrySet().stream()
                .filter(status -> ON_THEIR_WAY.contains(status.getKey()))
                .map(status -> status.getValue() + " " + status.getKey())
                .collect(Collectors.joining(", "));
        String text = counted.isEmpty() ? "none" : counted;
        return stuck == 0
                ? Check.success(name, text)
                : Check.warning(name, "%s; nobody works on %d: image-admin tasks reap".formatted(text, stuck));
    }

    private Check topics() {
        String name = "Kafka topics";
        try {
            Map<String, Integer> found = layout.partitions();
            String missing = found.entrySet().stream()
                    .filter(topic -> topic.getValue() == 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            return missing.isEmpty()
                    ? Check.success(name, "all %d are there".formatted(found.size()))
                    : Check.failure(name, "not there: " + missing);
        } catch (ProblemException e) {
            return Check.warning(name, String.valueOf(e.getMessage()));
        }
    }
}
