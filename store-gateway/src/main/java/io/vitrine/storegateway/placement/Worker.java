package io.vitrine.storegateway.placement;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.upload.Ending;
import io.vitrine.storegateway.upload.Opened;
import io.vitrine.storegateway.upload.RequestSender;
import org.jspecify.annotations.Nullable;

/** An import that sends bytes. */
record Worker(JobCall call) implements RequestSender {
    @Override
    public HttpServerRequest request() {
        return call.request();
    }

    @Override
    public Future<Opened> open() {
        String length = request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return call.open(length == null ? null : Long.valueOf(length));
    }

    @Override
    public boolean allOrNone() {
        return call.allOrNone();
    }

    @Override
    public void progress(long bytes, @Nullable Long ofAll) {
        boolean ours = JobProgress.COPYING.equals(request().getHeader(Placement.PHASE_HEADER));
        call.progress(ours ? JobProgress.COPYING : JobProgress.DOWNLOADING, bytes, ofAll);
    }

    @Override
    public Caller service() {
        return call.service();
    }

    @Override
    public void ended(Ending ending) {
        call.ended(ending);
    }

    @Override
    public void failed(Problem problem) {
        call.failed(problem);
    }
}
