package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Done;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;

/** {@code web-download}: the bytes of a URI go straight into the stores, invisible until the commit. */
public final class WebDownload implements ImportMethod {
    private final Fetch fetch;
    private final Place place;

    public WebDownload(Fetch fetch, Place place) {
        this.fetch = fetch;
        this.place = place;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        String uri = job.uri();
        if (uri == null) {
            return failed("fetch_denied", "The import has no URI to fetch.");
        }
        return switch (fetch.run(job, uri)) {
            case Done<Source>(Source source) -> placed(job, source);
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }

    private StepOutcome<Placed> placed(ImportJob job, Source source) throws InterruptedException {
        try (source) {
            return place.run(job, source);
        }
    }

    private static StepOutcome<Placed> failed(String code, String sentence) {
        return new Failed<>(new JobFailure(code, sentence, null, false));
    }
}
