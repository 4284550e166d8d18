package io.vitrine.importworker.job;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.log.LogKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs this process runs at a time. A slot that is free claims the next job, whichever it is; a job's end is a reason to claim again,
 * until nothing waits. Safe for use from any thread.
 */
final class Slots {
    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);

    private final int size;
    private final Semaphore free;
    private final JobClient client;
    private final JobRun runner;
    private volatile boolean closing;

    Slots(int size, JobClient client, JobRun runner) {
        if (size < 1) {
            throw new IllegalArgumentException("images.import.concurrency must be at least 1.");
        }
        this.size = size;
        this.free = new Semaphore(size);
        this.client = client;
        this.runner = runner;
    }

    /**
     * Waits for a free slot, then claims and starts at most one job.
     *
     * @return false when the process is about to end: the wake-up was not used
     */
    boolean wake() throws InterruptedException {
        free.acquire();
        if (closing) {
            free.release();
            return false;
        }
        claimAndStart();
        return true;
    }

    /** Fills the free slots while jobs wait. Never waits for a slot. */
    void poll() throws InterruptedException {
        boolean more = true;
        while (more && !closing && free.tryAcquire()) {
            more = claimAndStart();
        }
    }

    /**
     * Claims no more and lets the running jobs go on for a while.
     *
     * @return whether all have ended
     */
    boolean drain(Duration patience) throws InterruptedException {
        closing = true;
        boolean ended = free.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            free.release(size);
        }
        return ended;
    }

    /** With a slot taken, which the job's thread gives back, or this method when there is no job. */
    private boolean claimAndStart() throws InterruptedException {
        boolean started = false;
        try {
            Optional<ImportJob> job = claim();
            if (job.isPresent()) {
                Thread.ofVirtual().name("import-" + job.get().taskId()).start(() -> work(job.get()));
                started = true;
            }
            return started;
        } finally {
            if (!started) {
                free.release();
            }
        }
    }

    private void work(ImportJob first) {
        try {
            Optional<ImportJob> job = Optional.of(first);
            while (job.isPresent()) {
                runner.run(job.get());
                job = closing ? Optional.empty() : claim();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private Optional<ImportJob> claim() throws InterruptedException {
        return switch (client.claim()) {
            case ClaimOutcome.Claimed(ImportJob job) -> Optional.of(job);
            case ClaimOutcome.NothingWaits() -> Optional.empty();
            case ClaimOutcome.Unavailable(String cause) -> {
                LOG.atWarn().addKeyValue(LogKeys.CAUSE, cause).log("image-api cannot be asked for jobs just now");
                yield Optional.empty();
            }
        };
    }
}
