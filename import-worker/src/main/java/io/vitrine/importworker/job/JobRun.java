package io.vitrine.importworker.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.log.LogKeys;
import io.vitrine.importworker.method.ImportMethod;
import io.vitrine.importworker.step.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Runs one claimed job to its end on the calling thread: the method, then the report. A lost job ends without a report. */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final Set<String> METHODS =
            Set.of("glance-direct", "web-download", "copy-image", "glance-download", ImportJob.LOCATION);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ImportMethod methods;
    private final JobClient client;
    private final RunningJobs running;
    private final MeterRegistry metrics;

    JobRun(ImportMethod methods, JobClient client, RunningJobs running, MeterRegistry metrics) {
        this.methods = methods;
        this.client = client;
        this.running = running;
        this.metrics = metrics;
    }

    void run(ImportJob job) {
        long start = System.nanoTime();
        String ending = "lost";
        try (var registered =
                running.begin(new LeaseRef(job.taskId(), job.generation()), Duration.ofSeconds(job.leaseSeconds()))) {
            about(LOG.atInfo(), job).addKeyValue(LogKeys.ATTEMPT, job.attempt()).log("Import started");
            ending = switch (attempt(job)) {
                case StepOutcome.Done<Placed>(Placed placed) -> settled(job, placed);
                case StepOutcome.Failed<Placed>(JobFailure failure) -> failed(job, failure, List.of());
                case StepOutcome.Stale<Placed>() -> {
                    about(LOG.atInfo(), job).log("Import is no longer ours and stops");
                    yield "lost";
                }
            };
        } catch (InterruptedException e) {
            // Not restored: the interrupt was this job's lease, and the thread goes on with another job.
            about(LOG.atInfo(), job).log("Import stopped: its lease is lost or the process ends");
        } finally {
            metrics.timer("image.import", "method", method(job), "outcome", ending)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private String settled(ImportJob job, Placed placed) throws InterruptedException {
        placed.placements()
                .forEach(placement -> about(LOG.atInfo(), job)
                        .addKeyValue(LogKeys.STORE, placement.store())
                        .addKeyValue(LogKeys.BYTES, placement.size())
                        .log("Import placed its bytes"));
        Optional<JobFailure> failure = placed.failure(job);
        return failure.isPresent() ? failed(job, failure.get(), placed.missed()) : report(job, null, placed.missed());
    }

    private String failed(ImportJob job, JobFailure failure, List<JobFailure> missed) throws InterruptedException {
        about(LOG.atInfo(), job)
                .addKeyValue(LogKeys.CODE, failure.code())
                .addKeyValue(LogKeys.REASON, failure.message())
                .log("Import failed");
        return report(job, failure, missed);
    }

    /** A defect of ours must not leave the job without an end. */
    private StepOutcome<Placed> attempt(ImportJob job) throws InterruptedException {
        try {
            return methods.run(job);
        } catch (RuntimeException e) {
            about(LOG.atError(), job).setCause(e).log("Import met a defect");
            return new StepOutcome.Failed<>(
                    new JobFailure("internal", "The import failed for a reason of the service's own.", null, true));
        }
    }

    /** Again and again while the job is ours: the bytes are there, only the news is missing. */
    private String report(ImportJob job, @Nullable JobFailure failure, List<JobFailure> missed)
            throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            switch (client.finish(job, failure, missed)) {
                case FinishOutcome.Known() -> {
                    return failure == null ? "success" : "failure";
                }
                case FinishOutcome.Stale() -> {
                    about(LOG.atInfo(), job).log("Import has ended without us");
                    return "lost";
                }
                case FinishOutcome.Refused(int status) -> {
                    about(LOG.atError(), job)
                            .addKeyValue(LogKeys.STATUS_CODE, status)
                            .log("image-api does not take the report of an import; its lease will end it");
                    return "unreported";
                }
                case FinishOutcome.Unavailable(String cause) -> {
                    about(LOG.atWarn(), job)
                            .addKeyValue(LogKeys.CAUSE, cause)
                            .log("image-api cannot take the report of an import just now");
                    Thread.sleep(pause);
                    pause = longer(pause);
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Bounded: whatever image-api calls a method must not become a time series of its own. */
    private static String method(ImportJob job) {
        return METHODS.contains(job.method()) ? job.method() : "other";
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, ImportJob job) {
        return line.addKeyValue(LogKeys.TASK_ID, job.taskId())
                .addKeyValue(LogKeys.IMAGE_ID, job.imageId())
                .addKeyValue(LogKeys.GENERATION, job.generation())
                .addKeyValue(LogKeys.REQUEST_ID, job.requestId());
    }
}
