package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceRequest;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.Step;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Done;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;

/** What all methods do that fetch from outside: open and place. The bytes go straight into the store, invisible until the commit. */
public final class Download {
    private final Fetch fetch;
    private final Place place;

    public Download(Fetch fetch, Place place) {
        this.fetch = fetch;
        this.place = place;
    }

    /** @param between what becomes of the bytes on their way */
    StepOutcome<Placement> run(ImportJob job, SourceRequest request, Step<Source, Source> between)
            throws InterruptedException {
        if (job.stores().size() != 1) {
            // The bytes come once; into several stores they go in one pass of the gateway, which does not exist yet.
            return new Failed<>(new JobFailure(
                    "store_failed",
                    "An import can place its bytes into exactly one store in this release.",
                    null,
                    false));
        }
        return switch (fetch.run(job, request)) {
            case Done<Source>(Source source) -> placed(job, between.run(job, source));
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }

    private StepOutcome<Placement> placed(ImportJob job, StepOutcome<Source> prepared) throws InterruptedException {
        return switch (prepared) {
            case Done<Source>(Source source) -> {
                try (source) {
                    yield place.run(job, source);
                }
            }
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }
}
