package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes jobs back whose worker is silent: they are run again, or end in failure when that happened too often. */
@ApplicationScoped
public class LostJobs implements SweepStep {
    private static final String LOST =
            "select id, image_id from tasks where status = 'processing' and lost_after < clock_timestamp() order by lost_after limit 500";

    private record Lost(UUID task, UUID image) {}

    private final Sql sql;
    private final ImageRepository images;
    private final Tasks tasks;
    private final JobEndings endings;
    private final LocationJobs locationJobs;
    private final ImportConfig config;

    LostJobs(
            Sql sql,
            ImageRepository images,
            Tasks tasks,
            JobEndings endings,
            LocationJobs locationJobs,
            ImportConfig config) {
        this.sql = sql;
        this.images = images;
        this.tasks = tasks;
        this.endings = endings;
        this.locationJobs = locationJobs;
        this.config = config;
    }

    @Override
    public boolean judgesLeases() {
        return true;
    }

    @Override
    public void sweep() {
        EachRow.of(
                sql.list(LOST, row -> new Lost(Sql.uuid(row, "id"), Sql.uuid(row, "image_id"))),
                lost -> takeBack(lost.task(), lost.image()));
    }

    @Transactional
    void takeBack(UUID taskId, UUID imageId) {
        ImageRow image = images.lock(imageId).orElseThrow();
        Optional<Task> lost = tasks.findLost(taskId);
        if (lost.isEmpty()) {
            return;
        }
        Task task = lost.get();
        if (image.deletedAt != null || !taskId.equals(image.importTask)) {
            tasks.fail(taskId, "Task was aborted externally.");
        } else if (task.attempts() < config.attempts()) {
            endings.runAgain(image, task);
        } else if (locationJobs.end(image, task, givenUp(task.attempts()))) {
            return;
        } else {
            endings.judge(image, task, Optional.of(givenUp(task.attempts())), List.of());
        }
    }

    private static JobFailure givenUp(int attempts) {
        return new JobFailure(
                "worker_lost",
                "The import was given up: its worker stopped responding in each of %d attempts.".formatted(attempts),
                null,
                true);
    }
}
