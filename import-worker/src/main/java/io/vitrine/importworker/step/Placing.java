package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.importworker.gateway.PlaceOutcome;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;

/** What the gateway's answer means for a step. */
public final class Placing {
    private Placing() {}

    public static StepOutcome<Placed> outcome(PlaceOutcome answer) {
        return switch (answer) {
            case Placed placed -> new StepOutcome.Done<>(placed);
            case PlaceOutcome.Failed(JobFailure failure) -> new StepOutcome.Failed<>(failure);
            case PlaceOutcome.Stale() -> new StepOutcome.Stale<>();
        };
    }
}
