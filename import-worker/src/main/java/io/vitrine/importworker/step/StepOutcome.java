package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.FinishJob.JobFailure;

/** How a step ended. */
public sealed interface StepOutcome<T> {
    /** It did its work; this is what the next step works on. */
    record Done<T>(T result) implements StepOutcome<T> {}

    /** It could not; everything it began is undone. */
    record Failed<T>(JobFailure failure) implements StepOutcome<T> {}

    /** The job is no longer ours: stop, say nothing to anybody. */
    record Stale<T>() implements StepOutcome<T> {}
}
