package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;

/** Streams an open source into the job's stores, once. When it fails or is interrupted, the gateway discards what it had. */
public final class Place {
    private final GatewayClient gateway;

    public Place(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** @param phase what this is called, of {@link io.vitrine.contracts.internal.JobProgress} */
    public StepOutcome<Placed> run(ImportJob job, Source source, String phase) throws InterruptedException {
        return Placing.outcome(gateway.place(job, source, phase));
    }
}
