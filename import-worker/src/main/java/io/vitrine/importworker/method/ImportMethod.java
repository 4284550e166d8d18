package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.step.StepOutcome;

/** One import method: its steps in their order. Same promises as a {@link io.vitrine.importworker.step.Step}. */
public interface ImportMethod {
    StepOutcome<Placement> run(ImportJob job) throws InterruptedException;
}
