package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.RemoteSource;
import io.vitrine.importworker.convert.ConversionOrder;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.remote.RemoteBytes;
import io.vitrine.importworker.remote.RemoteImages;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Done;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;

/** {@code glance-download}: the description and exactly the bytes of another service's image, which may be converted here. */
public final class GlanceDownload implements ImportMethod {
    private final RemoteImages remote;
    private final Download download;

    public GlanceDownload(RemoteImages remote, Download download) {
        this.remote = remote;
        this.download = download;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        RemoteSource source = job.fetchOrPlain().remote();
        if (source == null) {
            return new Failed<>(new JobFailure("fetch_denied", "The import names no image to fetch.", null, false));
        }
        return switch (remote.run(job, source)) {
            case Done<RemoteBytes>(RemoteBytes bytes) ->
                download.run(
                        job,
                        bytes.request(),
                        (running, fetched) -> new Done<>(fetched),
                        ConversionOrder.of(
                                job.fetchOrPlain().convertTo(), bytes.diskFormat(), bytes.containerFormat()));
            case Failed<RemoteBytes>(JobFailure failure) -> new Failed<>(failure);
            case Stale<RemoteBytes>() -> new Stale<>();
        };
    }
}
