package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.fetch.FetchOutcome;
import io.vitrine.importworker.fetch.Fetcher;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceRequest;

/** Opens the source of a job. Not a byte of its body is read yet; whoever takes the result closes it. */
public final class Fetch implements Step<SourceRequest, Source> {
    private final Fetcher fetcher;

    public Fetch(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    public StepOutcome<Source> run(ImportJob job, SourceRequest request) throws InterruptedException {
        return switch (fetcher.open(request)) {
            case FetchOutcome.Opened(Source source) -> new StepOutcome.Done<>(source);
            case FetchOutcome.Denied(String sentence) -> failed("fetch_denied", sentence);
            case FetchOutcome.Failed failed -> failed("fetch_failed", failed.sentence());
            case FetchOutcome.TooLarge(long announced) ->
                failed(
                        "too_large",
                        "The source has %d bytes; an image may have %d.".formatted(announced, request.maxBytes()));
        };
    }

    /** Not retriable: a user who gave a bad URI shall know it at once, not after three attempts. */
    private static StepOutcome<Source> failed(String code, String sentence) {
        return new StepOutcome.Failed<>(new JobFailure(code, sentence, null, false));
    }
}
