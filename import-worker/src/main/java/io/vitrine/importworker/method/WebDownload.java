package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FetchOrder;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.convert.ConversionOrder;
import io.vitrine.importworker.fetch.Checksum;
import io.vitrine.importworker.fetch.SourceRequest;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.Unpack;
import java.util.Optional;

/** {@code web-download}: the bytes of a URI, unpacked and converted when the operator wants it. */
public final class WebDownload implements ImportMethod {
    private final Download download;
    private final Unpack unpack;

    public WebDownload(Download download, Unpack unpack) {
        this.download = download;
        this.unpack = unpack;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        String uri = job.uri();
        if (uri == null) {
            return denied("The import has no URI to fetch.");
        }
        FetchOrder fetch = job.fetchOrPlain();
        Optional<ConversionOrder> order =
                ConversionOrder.of(fetch.convertTo(), fetch.diskFormat(), fetch.containerFormat());
        String expected = fetch.checksum();
        if (expected == null) {
            return download.run(job, SourceRequest.of(uri, job.maxBytes(), null), unpack, order);
        }
        Optional<Checksum> checksum = Checksum.parse(expected);
        return checksum.isEmpty()
                ? denied("The checksum of the import is of a kind that is not known here.")
                : download.run(job, SourceRequest.of(uri, job.maxBytes(), checksum.get()), unpack, order);
    }

    private static StepOutcome<Placed> denied(String sentence) {
        return new StepOutcome.Failed<>(new JobFailure("fetch_denied", sentence, null, false));
    }
}
