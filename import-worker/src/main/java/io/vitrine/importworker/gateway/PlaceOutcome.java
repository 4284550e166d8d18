package io.vitrine.importworker.gateway;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How placing bytes into the stores of a job ended. Whatever is not {@link Placed} has left nothing behind: the gateway aborts a broken write. */
public sealed interface PlaceOutcome {
    /**
     * Each store has its say.
     *
     * @param placements where the bytes are durable and committed
     * @param missed the stores that failed
     */
    record Placed(List<Placement> placements, List<JobFailure> missed) implements PlaceOutcome {
        public Placed {
            placements = List.copyOf(placements);
            missed = List.copyOf(missed);
        }

        /** Why the job has failed, if it has: all its stores were needed, or one at least. What trying again does not help comes first. */
        public Optional<JobFailure> failure(ImportJob job) {
            boolean failed = job.allStoresMustSucceed() ? !missed.isEmpty() : placements.isEmpty();
            return failed ? missed.stream().min(Comparator.comparing(JobFailure::retriable)) : Optional.empty();
        }
    }

    /** Somebody else holds the job, or the image is gone. Hands off. */
    record Stale() implements PlaceOutcome {}

    /** It did not work. */
    record Failed(JobFailure failure) implements PlaceOutcome {}
}
