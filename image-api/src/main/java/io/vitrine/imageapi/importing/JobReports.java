package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.ImportProgress;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** How far a job is, for who looks at its task, and now and then as an event. What is stale, or comes too often, changes nothing. */
@ApplicationScoped
class JobReports {
    private static final long MIB = 1L << 20;
    /** A little under the two seconds in which reports come: a punctual one must not be dropped. */
    private static final String NOTE = """
            update tasks set phase = ?, message = ?, progress_at = clock_timestamp(), updated_at = clock_timestamp(),
                bytes_per_second = case when progress_at is not null and bytes_done <= ? then
                    ((? - bytes_done) / extract(epoch from clock_timestamp() - progress_at))::bigint end,
                bytes_done = ?, bytes_total = ?
            where id = ? and status = 'processing' and generation = ?
                and (progress_at is null or progress_at < clock_timestamp() - interval '1900 milliseconds')
            """;

    private static final String TELL = """
            update tasks set told_at = clock_timestamp()
            where id = ? and status = 'processing' and generation = ? and phase is not null
                and (told_at is null or told_at < clock_timestamp() - interval '5 seconds')
            returning id, phase, bytes_done, bytes_total, bytes_per_second
            """;

    private final Sql sql;
    private final Tasks tasks;
    private final ImageRepository images;
    private final Outbox outbox;

    JobReports(Sql sql, Tasks tasks, ImageRepository images, Outbox outbox) {
        this.sql = sql;
        this.tasks = tasks;
        this.images = images;
        this.outbox = outbox;
    }

    /** @return false when there was nothing to note */
    boolean note(UUID task, JobProgress report) {
        long done = report.bytesDone();
        String message = "Copied %d MiB".formatted(done / MIB);
        return sql.update(
                        NOTE, report.phase(), message, done, done, done, report.bytesTotal(), task, report.generation())
                == 1;
    }

    /** At most one event in five seconds. */
    @Transactional
    void tell(UUID id, long generation) {
        tasks.find(id)
                .flatMap(task -> images.lock(task.imageId()))
                .ifPresent(image -> sql.first(TELL, row -> progress(image, row), id, generation)
                        .ifPresent(progress ->
                                outbox.event(MessageType.IMAGE_IMPORT_PROGRESS, image.id, progress, Map.of())));
    }

    private static ImportProgress progress(ImageRow image, ResultSet row) throws SQLException {
        return new ImportProgress(
                image.id,
                image.owner,
                Sql.uuid(row, "id"),
                row.getString("phase"),
                row.getLong("bytes_done"),
                Sql.optionalLong(row, "bytes_total"),
                Sql.optionalLong(row, "bytes_per_second"));
    }
}
