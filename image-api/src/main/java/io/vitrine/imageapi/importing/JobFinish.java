package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** A worker reports how its run ended. */
@ApplicationScoped
class JobFinish {
    private static final JobFailure NOTHING_ARRIVED =
            new JobFailure("nothing_stored", "None of the uploads finished!", null, false);

    private final Tasks tasks;
    private final ImageRepository images;
    private final JobEndings endings;
    private final LocationJobs locationJobs;
    private final ImportConfig config;

    JobFinish(Tasks tasks, ImageRepository images, JobEndings endings, LocationJobs locationJobs, ImportConfig config) {
        this.tasks = tasks;
        this.images = images;
        this.endings = endings;
        this.locationJobs = locationJobs;
        this.config = config;
    }

    /**
     * Idempotent: the same report again changes nothing.
     *
     * @throws ProblemException 409 ({@code stale}) when the job is another run's, or its image another import's
     */
    @Transactional
    void finish(UUID id, FinishJob report) {
        ImageRow image =
                tasks.find(id).flatMap(task -> images.lock(task.imageId())).orElseThrow(Task::stale);
        Task task =
                tasks.find(id).filter(found -> found.isRun(report.generation())).orElseThrow(Task::stale);
        if (task.status() != TaskStatus.PROCESSING) {
            // Reported before: ended, or waiting to be run later.
            return;
        }
        if (!report.holder().equals(task.holder()) || image.deletedAt != null || !id.equals(image.importTask)) {
            throw Task.stale();
        }
        JobFailure failure = report.failure();
        if (locationJobs.end(image, task, failure)) {
            return;
        }
        if (image.status == ImageStatus.ACTIVE) {
            // The bytes are there, whatever the worker missed of it (spec: imports, section 4).
            endings.succeed(image, task);
        } else if (failure == null) {
            endings.fail(image, task, NOTHING_ARRIVED);
        } else if (failure.retriable() && task.attempts() < config.attempts()) {
            endings.runLater(image, task, failure);
        } else {
            endings.fail(image, task, failure);
        }
    }
}
