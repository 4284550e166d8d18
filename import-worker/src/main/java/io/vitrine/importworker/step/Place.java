package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.GatewayClient;

/** Streams an open source into the job's store, once. When it fails or is interrupted, the gateway discards what it had. */
public final class Place implements Step<Source, Placement> {
    private final GatewayClient gateway;

    public Place(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public StepOutcome<Placement> run(ImportJob job, Source source) throws InterruptedException {
        return Placing.outcome(gateway.place(job, job.stores().getFirst(), source));
    }
}
