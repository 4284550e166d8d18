package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A worker reports how its run ended. */
@ApplicationScoped
class JobFinish {
    private final Tasks tasks;
    private final ImageRepository images;
    private final JobEndings endings;
    private final LocationJobs locationJobs;

    JobFinish(Tasks tasks, ImageRepository images, JobEndings endings, LocationJobs locationJobs) {
        this.tasks = tasks;
        this.images = images;
        this.endings = endings;
        this.locationJobs = locationJobs;
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
        if (locationJobs.end(image, task, report.failure())) {
            return;
        }
        List<JobFailure> missed = report.missed() == null ? List.of() : report.missed();
        endings.judge(image, task, Optional.ofNullable(report.failure()), missed);
    }
}
