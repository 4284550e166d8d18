package io.vitrine.storegateway.placement;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.store.StoreRegistry;
import io.vitrine.storegateway.upload.Stored;
import io.vitrine.storegateway.upload.StoredSender;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An import that has bytes of this system copied into a store: its job's generation is its right. */
final class Copying implements StoredSender {
    private final PlacementRoute route;
    private final HttpServerRequest request;
    private final String requestId;
    private final String task;
    private final String store;
    private final long generation;
    private @Nullable DownloadGrant source;

    Copying(
            PlacementRoute route,
            HttpServerRequest request,
            String requestId,
            String task,
            String store,
            long generation) {
        this.route = route;
        this.request = request;
        this.requestId = requestId;
        this.task = task;
        this.store = store;
        this.generation = generation;
    }

    @Override
    public Future<UploadGrant> open() {
        // It was handed over paused, and a connection whose request never ends serves no other.
        request.resume();
        return route.imageApi().jobSource(task, generation, service()).compose(found -> {
            source = found;
            OpenPlacement open = new OpenPlacement(route.holder(), generation, store, found.size());
            return route.imageApi().openPlacement(task, open, service());
        });
    }

    @Override
    public DownloadGrant source() {
        return Objects.requireNonNull(source);
    }

    @Override
    public StoreRegistry stores() {
        return route.stores();
    }

    /** A worker that has lost its job hangs up. */
    @Override
    public void onGone(Runnable gone) {
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                gone.run();
            }
        });
    }

    @Override
    public Caller service() {
        return Caller.service(requestId);
    }

    @Override
    public void stored(Stored stored) {
        route.placed(request, requestId, stored);
    }

    @Override
    public void failed(Problem problem) {
        route.refused(request, requestId, problem);
    }
}
