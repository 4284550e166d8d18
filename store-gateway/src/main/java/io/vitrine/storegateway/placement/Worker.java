package io.vitrine.storegateway.placement;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.upload.RequestSender;
import io.vitrine.storegateway.upload.Stored;

/** An import that sends bytes: its job's generation is its right. */
record Worker(
        PlacementRoute route, HttpServerRequest request, String requestId, String task, String store, long generation)
        implements RequestSender {

    @Override
    public Future<UploadGrant> open() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        OpenPlacement open =
                new OpenPlacement(route.holder(), generation, store, length == null ? null : Long.valueOf(length));
        return route.imageApi().openPlacement(task, open, service());
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
