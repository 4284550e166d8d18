package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import java.util.List;

/** Has the bytes that the system holds for the job copied into its stores. They cross store-gateway alone, and are read once. */
public final class Copy implements Step<List<String>, Placed> {
    private final GatewayClient gateway;

    public Copy(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job, List<String> stores) throws InterruptedException {
        return Placing.outcome(gateway.copy(job));
    }
}
