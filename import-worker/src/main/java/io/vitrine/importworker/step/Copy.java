package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.gateway.GatewayClient;

/** Has the bytes that are staged for the job copied into one of its stores. They cross store-gateway alone. */
public final class Copy implements Step<String, Placement> {
    private final GatewayClient gateway;

    public Copy(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public StepOutcome<Placement> run(ImportJob job, String store) throws InterruptedException {
        return Placing.outcome(gateway.copy(job, store));
    }
}
