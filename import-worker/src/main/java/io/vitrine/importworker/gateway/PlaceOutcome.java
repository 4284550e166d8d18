package io.vitrine.importworker.gateway;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.Placement;

/** How placing bytes into one store ended. Whatever is not {@link Placed} has left nothing behind: the gateway aborts a broken write. */
public sealed interface PlaceOutcome {
    /** The bytes are durable and committed. */
    record Placed(Placement placement) implements PlaceOutcome {}

    /** Somebody else holds the job, or the image is gone. Hands off. */
    record Stale() implements PlaceOutcome {}

    /** It did not work. */
    record Failed(JobFailure failure) implements PlaceOutcome {}
}
