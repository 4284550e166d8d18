package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.PlaceOutcome;

/** Streams an open source into the job's store, once. When it fails or is interrupted, the gateway discards what it had. */
public final class Place implements Step<Source, Placement> {
    private final GatewayClient gateway;

    public Place(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public StepOutcome<Placement> run(ImportJob job, Source source) throws InterruptedException {
        return switch (gateway.place(job, job.stores().getFirst(), source)) {
            case PlaceOutcome.Placed(Placement placement) -> new StepOutcome.Done<>(placement);
            case PlaceOutcome.Failed(JobFailure failure) -> new StepOutcome.Failed<>(failure);
            case PlaceOutcome.Stale() -> new StepOutcome.Stale<>();
        };
    }
}
