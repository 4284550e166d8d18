package io.vitrine.imageapi.image;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many images there are, by status, and how many nobody works on although somebody should. Counted once a minute: it reads all rows. */
@Unremovable
@ApplicationScoped
public class ImageCounts {
    private static final Logger LOG = LoggerFactory.getLogger(ImageCounts.class);
    private static final String BY_STATUS =
            "select status, count(*) as images from images where status <> 'deleted' group by status";
    /** No write is open and no task is under way. Staged data that waits for its import is not stuck. */
    private static final String STUCK = """
            select count(*) from images i
            where i.deleted_at is null and (i.status in ('saving', 'importing') or i.import_task is not null)
                and not exists (select from uploads u where u.image_id = i.id and u.state = 'open')
                and not exists (select from tasks t where t.id = i.import_task and t.status in ('pending', 'processing'))
            """;

    private static final String QUEUE = "select count(*) from tasks where status = 'pending'";
    private static final String STAGED = """
            select coalesce(sum(size), 0)::bigint from images where deleted_at is null and status in ('uploading', 'importing')
            """;

    private record Counted(String status, long images) {}

    private record Counts(Map<String, Long> byStatus, long stuck, long queue, long staged) {}

    private final Sql sql;
    private volatile Counts counts = new Counts(Map.of(), 0, 0, 0);

    ImageCounts(Sql sql) {
        this.sql = sql;
    }

    void register(@Observes StartupEvent start, MeterRegistry metrics) {
        for (ImageStatus status : ImageStatus.values()) {
            if (status != ImageStatus.DELETED) {
                Gauge.builder("image.status.count", () -> counts.byStatus().getOrDefault(status.word(), 0L))
                        .description("images by status")
                        .tag("status", status.word())
                        .register(metrics);
            }
        }
        Gauge.builder("image.stuck.count", () -> counts.stuck())
                .description("images on their way that nobody works on")
                .register(metrics);
        Gauge.builder("image.import.queue.depth", () -> counts.queue())
                .description("imports that wait for a worker")
                .register(metrics);
        Gauge.builder("image.staging", () -> counts.staged())
                .description("bytes of images that are staged or imported")
                .baseUnit("bytes")
                .register(metrics);
    }

    @Scheduled(every = "60s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        try {
            counts = new Counts(byStatus(), stuck(), number(QUEUE), number(STAGED));
        } catch (DatabaseException e) {
            // Readiness tells of a database that is away; the last counts stay.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("images cannot be counted just now");
        }
    }

    /** Without those that are deleted. */
    public Map<String, Long> byStatus() {
        List<Counted> rows = sql.list(BY_STATUS, row -> new Counted(row.getString("status"), row.getLong("images")));
        Map<String, Long> all = new TreeMap<>();
        rows.forEach(row -> all.put(row.status(), row.images()));
        return all;
    }

    /** On their way, and nobody works on them. */
    public long stuck() {
        return number(STUCK);
    }

    private long number(String query) {
        return sql.first(query, row -> row.getLong(1)).orElse(0L);
    }
}
