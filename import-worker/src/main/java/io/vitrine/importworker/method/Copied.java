package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.StepOutcome;

/** {@code glance-direct}: bytes that a user has staged are copied into the store. */
public final class GlanceDirect implements ImportMethod {
    private final Copy copy;

    public GlanceDirect(Copy copy) {
        this.copy = copy;
    }

    @Override
    public StepOutcome<Placement> run(ImportJob job) throws InterruptedException {
        if (job.stores().size() != 1) {
            return new StepOutcome.Failed<>(new JobFailure(
                    "store_failed",
                    "An import can place its bytes into exactly one store in this release.",
                    null,
                    false));
        }
        return copy.run(job, job.stores().getFirst());
    }
}
