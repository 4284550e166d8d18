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

/** An import that has bytes of this system copied. When a copy turns out to be bad it is begun again, from the next one. */
final class Copying implements StoredSender {
    private final JobCall call;
    private @Nullable DownloadGrant source;
    private volatile boolean anotherCopy;

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
    public Future<Void> bad(DownloadGrant.Location place, String reason) {
        DownloadGrant known = source();
        return call.route()
                .badCopies()
                .report(known.imageId(), place, reason, service())
                .map(heard -> {
                    anotherCopy = place.partBytes() == null && known.locations().size() > 1;
                    return null;
                });
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
        // Each round has one place fewer to read from.
        if (ending.stored().isEmpty()
                && anotherCopy
                && !call.request().response().closed()) {
            call.route().begin(new Copying(call));
        } else {
            call.ended(ending);
        }
    }

    @Override
    public void failed(Problem problem) {
        call.failed(problem);
    }
}
