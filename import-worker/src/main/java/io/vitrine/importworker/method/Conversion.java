package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImageConverted;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.importworker.convert.ConversionException;
import io.vitrine.importworker.convert.ConversionOrder;
import io.vitrine.importworker.convert.Converter;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.PlaceOutcome;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.gateway.Staged;
import io.vitrine.importworker.gateway.StagedOutcome;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.JobNews;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.Placing;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The plugin {@code image_conversion}: bytes are staged, come back with what they were found to be, are converted here, and the result is
 * placed. Nothing is opened before store-gateway has seen all of it.
 */
public final class Conversion {
    private final GatewayClient gateway;
    private final Place place;
    private final Copy copy;
    private final JobNews news;
    private final Optional<Converter> converter;

    /** @param converter empty where this worker has none */
    public Conversion(GatewayClient gateway, JobNews news, Optional<Converter> converter) {
        this.gateway = gateway;
        this.place = new Place(gateway);
        this.copy = new Copy(gateway);
        this.news = news;
        this.converter = converter;
    }

    /**
     * Of bytes that are not staged yet.
     *
     * @param phase what bringing them there is called
     */
    StepOutcome<Placed> run(ImportJob job, ConversionOrder order, Source source, String phase)
            throws InterruptedException {
        if (converter.isEmpty()) {
            return unavailable();
        }
        return switch (gateway.stage(job, source, phase)) {
            case Placed placed -> staged(job, order, source.deadline());
            case PlaceOutcome.Failed(JobFailure failure) -> new Failed<>(failure);
            case PlaceOutcome.Stale() -> new Stale<>();
        };
    }

    private StepOutcome<Placed> staged(ImportJob job, ConversionOrder order, long deadline)
            throws InterruptedException {
        return switch (gateway.staged(job)) {
            case StagedOutcome.Opened(Staged staged) -> {
                try (staged) {
                    yield convert(job, order, staged, staged, deadline);
                }
            }
            case StagedOutcome.NotOpened(PlaceOutcome why) -> Placing.outcome(why);
        };
    }

    /**
     * Of staged bytes.
     *
     * @param bytes the same, or whoever reads them
     */
    StepOutcome<Placed> convert(ImportJob job, ConversionOrder order, Staged staged, Bytes bytes, long deadline)
            throws InterruptedException {
        if (converter.isEmpty()) {
            return unavailable();
        }
        Progress progress = new Progress(job, news);
        try (Converter.Outcome outcome =
                converter.get().convert(job, order, bytes, staged.size(), staged::verdict, progress, deadline)) {
            return switch (outcome) {
                case Converter.Outcome.Converted converted -> {
                    var length = OptionalLong.of(converted.size());
                    yield placed(job, order, staged.source(deadline).with(converted.bytes(), length));
                }
                case Converter.Outcome.Unchanged() -> copy.run(job, job.stores());
            };
        } catch (ConversionException e) {
            return new Failed<>(new JobFailure(e.code(), e.sentence(), null, e.retriable()));
        } catch (SourceException e) {
            return new Failed<>(new JobFailure(e.code(), e.sentence(), null, e.retriable()));
        }
    }

    private StepOutcome<Placed> placed(ImportJob job, ConversionOrder order, Source result)
            throws InterruptedException {
        return switch (news.converted(job, new ImageConverted(job.generation(), order.to()))) {
            case JobNews.Outcome.Known() -> place.run(job, result, JobProgress.COPYING);
            case JobNews.Outcome.Stale() -> new Stale<>();
            case JobNews.Outcome.Refused(String sentence) ->
                new Failed<>(new JobFailure("convert_failed", sentence, null, false));
            case JobNews.Outcome.Unavailable() -> unavailable();
        };
    }

    private static StepOutcome<Placed> unavailable() {
        return new Failed<>(new JobFailure("convert_failed", "The image cannot be converted just now.", null, true));
    }
}
