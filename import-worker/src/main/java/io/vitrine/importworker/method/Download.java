package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.importworker.convert.ConversionOrder;
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
import java.util.Optional;

/**
 * What all methods do that fetch from outside: open and place. The bytes go straight into the stores, invisible until the commit, unless they
 * are to be converted.
 */
public final class Download {
    private final Fetch fetch;
    private final Place place;
    private final Conversion conversion;

    public Download(Fetch fetch, Place place, Conversion conversion) {
        this.fetch = fetch;
        this.place = place;
        this.conversion = conversion;
    }

    /**
     * Fetches and places.
     *
     * @param between what becomes of the bytes on their way
     * @param order into which format they are converted, empty when they stay what they are
     */
    StepOutcome<Placed> run(
            ImportJob job, SourceRequest request, Step<Source, Source> between, Optional<ConversionOrder> order)
            throws InterruptedException {
        return switch (fetch.run(job, request)) {
            case Done<Source>(Source source) -> placed(job, between.run(job, source), order);
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }

    private StepOutcome<Placed> placed(ImportJob job, StepOutcome<Source> prepared, Optional<ConversionOrder> order)
            throws InterruptedException {
        return switch (prepared) {
            case Done<Source>(Source source) -> {
                try (source) {
                    yield order.isPresent()
                            ? conversion.run(job, order.get(), source, JobProgress.DOWNLOADING)
                            : place.run(job, source, JobProgress.DOWNLOADING);
                }
            }
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }
}
