package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.PlaceOutcome;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.StepOutcome;

/**
 * {@code location}: an image is given the place of its bytes. store-gateway looks at it, reads it and reports; this service only holds the
 * lease, and hangs up when it loses it.
 */
public final class GivenLocation implements ImportMethod {
    private final GatewayClient gateway;

    public GivenLocation(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        return switch (gateway.location(job)) {
            case Placed placed -> new StepOutcome.Done<>(placed);
            case PlaceOutcome.Stale() -> new StepOutcome.Stale<>();
            case PlaceOutcome.Failed(JobFailure failure) ->
                new StepOutcome.Failed<>(new JobFailure(
                        failure.retriable() ? "location_unread" : "location_refused",
                        failure.retriable() ? "The location cannot be looked at just now." : failure.message(),
                        null,
                        failure.retriable()));
        };
    }
}
