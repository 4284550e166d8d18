package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceRequest;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.Step;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Done;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;

/** What all methods do that fetch from outside: open and place. The bytes go straight into the stores, invisible until the commit. */
public final class Download {
    private final Fetch fetch;
    private final Place place;

    public Download(Fetch fetch, Place place) {
        this.fetch = fetch;
        this.place = place;
    }

    /** @param between what becomes of the bytes on their way */
    StepOutcome<Placed> run(ImportJob job, SourceRequest request, Step<Source, Source> between)
            throws InterruptedException {
        return switch (fetch.run(job, request)) {
            case Done<Source>(Source source) -> placed(job, between.run(job, source));
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }

    private StepOutcome<Placed> placed(ImportJob job, StepOutcome<Source> prepared) throws InterruptedException {
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
