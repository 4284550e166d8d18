package io.vitrine.storegateway.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.inspect.Verdict;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How transfers end, for people and for meters. */
final class TransferLog {
    private static final Logger LOG = LoggerFactory.getLogger(TransferLog.class);

    private final MeterRegistry meters;

    TransferLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void stored(UploadGrant grant, BlobDigests digests, long startedAt) {
        count(grant, "stored");
        Counter.builder("image.upload.bytes")
                .description("Bytes that became an image's")
                .tag("store", grant.store())
                .register(meters)
                .increment(digests.size());
        LOG.atInfo()
                .addKeyValue("imageId", grant.imageId())
                .addKeyValue("store", grant.store())
                .addKeyValue("bytes", digests.size())
                .addKeyValue("millis", millisSince(startedAt))
                .log("Data stored");
    }

    void failed(UploadGrant grant, Failure why, long startedAt) {
        count(grant, why.reason());
        why.refusedFormat().ifPresent(this::refused);
        var line = why.problem().status() >= 500 ? LOG.atWarn() : LOG.atInfo();
        line.addKeyValue("imageId", grant.imageId())
                .addKeyValue("store", grant.store())
                .addKeyValue("reason", why.reason())
                .addKeyValue("statusCode", why.problem().status())
                .addKeyValue("millis", millisSince(startedAt))
                .log("Data not stored");
    }

    private void refused(Verdict.Reason reason) {
        Counter.builder("image.format.rejections")
                .description("Bodies that are not what they should be, or that are not safe to open")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }

    private void count(UploadGrant grant, String outcome) {
        Counter.builder("image.transfers")
                .description("Bodies that were sent into stores, by outcome")
                .tags("store", grant.store(), "outcome", outcome)
                .register(meters)
                .increment();
    }

    private static long millisSince(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
    }
}
