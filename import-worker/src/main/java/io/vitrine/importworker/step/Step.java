package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.ImportJob;

/**
 * One phase of an import, from what the phase before it made.
 *
 * <p>{@link #run} may be called again for the same job by another worker, and every promise still holds. An expected ending is a
 * {@link StepOutcome}; an interrupt means that the job is lost, and leaves nothing open. Steps hold no state and serve many jobs at once,
 * each on its own virtual thread.
 */
public interface Step<I, O> {
    StepOutcome<O> run(ImportJob job, I input) throws InterruptedException;
}
