package io.vitrine.storegateway.placement;

import io.vertx.core.Future;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.store.StoreRegistry;
import io.vitrine.storegateway.upload.Ending;
import io.vitrine.storegateway.upload.Opened;
import io.vitrine.storegateway.upload.StoredSender;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An import that has bytes of this system copied. */
final class Copying implements StoredSender {
    private final JobCall call;
    private @Nullable DownloadGrant source;

    Copying(JobCall call) {
        this.call = call;
    }

    @Override
    public Future<Opened> open() {
        // It was handed over paused, and a connection whose request never ends serves no other.
        call.request().resume();
        return call.route()
                .imageApi()
                .jobSource(call.task(), call.generation(), service())
                .compose(found -> {
                    source = found;
                    return call.open(found.size());
                });
    }

    @Override
    public DownloadGrant source() {
        return Objects.requireNonNull(source);
    }

    @Override
    public StoreRegistry stores() {
        return call.route().stores();
    }

    @Override
    public boolean allOrNone() {
        return call.allOrNone();
    }

    @Override
    public void progress(long bytes, @Nullable Long ofAll) {
        call.progress(JobProgress.COPYING, bytes, ofAll);
    }

    /** A worker that has lost its job hangs up. */
    @Override
    public void onGone(Runnable gone) {
        call.request().response().closeHandler(closed -> {
            if (!call.request().response().ended()) {
                gone.run();
            }
        });
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
