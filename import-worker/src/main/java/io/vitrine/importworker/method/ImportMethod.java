package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.StepOutcome;

/** One import method: its steps in their order. Same promises as a {@link io.vitrine.importworker.step.Step}. */
public interface ImportMethod {
    StepOutcome<Placed> run(ImportJob job) throws InterruptedException;
}
