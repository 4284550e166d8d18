package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.StepOutcome;

/**
 * {@code copy-image}: bytes that other stores hold are copied into the job's stores. Where they are is image-api's to know.
 */
public final class Copied implements ImportMethod {
    private final Copy copy;

    public Copied(Copy copy) {
        this.copy = copy;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        return copy.run(job, job.stores());
    }
}
