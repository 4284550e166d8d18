package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.gateway.PlaceOutcome;

/** What the gateway's answer means for a step. */
final class Placing {
    private Placing() {}

    static StepOutcome<Placement> outcome(PlaceOutcome answer) {
        return switch (answer) {
            case PlaceOutcome.Placed(Placement placement) -> new StepOutcome.Done<>(placement);
            case PlaceOutcome.Failed(JobFailure failure) -> new StepOutcome.Failed<>(failure);
            case PlaceOutcome.Stale() -> new StepOutcome.Stale<>();
        };
    }
}
