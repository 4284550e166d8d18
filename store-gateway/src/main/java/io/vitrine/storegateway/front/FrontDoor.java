package io.vitrine.storegateway.front;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.storegateway.download.DownloadRoute;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.PublicAnswer;
import io.vitrine.storegateway.problem.RequestId;
import io.vitrine.storegateway.upload.PartRoute;
import io.vitrine.storegateway.upload.UploadRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The one public address: byte calls are answered here, everything else is image-api's, and what is internal does not exist. */
@ApplicationScoped
class FrontDoor {
    // After Quarkus' security handlers (-200, -100), before its limit on bodies (-2), which would end an upload at 10
    // MB.
    private static final int ORDER = -10;
    private static final String DATA_METHODS = "GET, HEAD, PUT";
    private static final String STAGE_METHODS = "PUT";

    private final UploadRoute uploads;
    private final PartRoute parts;
    private final DownloadRoute downloads;
    private final Forwarding forwarding;

    FrontDoor(UploadRoute uploads, PartRoute parts, DownloadRoute downloads, Forwarding forwarding) {
        this.uploads = uploads;
        this.parts = parts;
        this.downloads = downloads;
        this.forwarding = forwarding;
    }

    void routes(@Observes Router router) {
        router.route().order(ORDER).handler(this::enter);
    }

    private void enter(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String sentId = request.getHeader(RequestId.HEADER);
        String requestId = RequestId.of(sentId);
        if (!RequestId.acceptable(sentId)) {
            PublicAnswer.send(
                    request,
                    requestId,
                    ProblemType.HEADER_TOO_LARGE.with("The request id is longer than 64 characters."));
            return;
        }
        switch (PublicPath.of(request.path())) {
            case PublicPath.Metadata(var path) -> forwarding.forward(request, path, requestId);
            case PublicPath.Data(var imageId) -> {
                if (hasOneToken(request, requestId)) {
                    data(request, imageId, requestId);
                }
            }
            case PublicPath.Stage(var imageId) -> {
                if (hasOneToken(request, requestId)) {
                    stage(request, imageId, requestId);
                }
            }
            case PublicPath.Part(var imageId, var uploadId, var path) -> {
                if (request.method() != HttpMethod.PATCH) {
                    forwarding.forward(request, path, requestId);
                } else if (hasOneToken(request, requestId)) {
                    parts.handle(request, imageId, uploadId, requestId);
                }
            }
            case PublicPath.Hidden() ->
                PublicAnswer.send(request, requestId, ProblemType.NOT_FOUND.with("The resource could not be found."));
            case PublicPath.Malformed() ->
                PublicAnswer.send(request, requestId, ProblemType.BAD_REQUEST.with("The path cannot be decoded."));
        }
    }

    private void data(HttpServerRequest request, String imageId, String requestId) {
        HttpMethod method = request.method();
        if (method == HttpMethod.PUT) {
            uploads.handle(request, imageId, requestId);
        } else if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            downloads.handle(request, imageId, requestId);
        } else {
            refuseMethod(request, requestId, DATA_METHODS);
        }
    }

    private void stage(HttpServerRequest request, String imageId, String requestId) {
        if (request.method() == HttpMethod.PUT) {
            uploads.stage(request, imageId, requestId);
        } else {
            refuseMethod(request, requestId, STAGE_METHODS);
        }
    }

    /** Image-api would judge one of several, and nobody can say which was meant. */
    private static boolean hasOneToken(HttpServerRequest request, String requestId) {
        if (request.headers().getAll(Caller.AUTH_TOKEN).size() <= 1) {
            return true;
        }
        PublicAnswer.send(
                request,
                requestId,
                ProblemType.UNAUTHENTICATED.with("There is more than one %s header.".formatted(Caller.AUTH_TOKEN)));
        return false;
    }

    private static void refuseMethod(HttpServerRequest request, String requestId, String allowed) {
        request.response().putHeader("Allow", allowed);
        PublicAnswer.send(
                request,
                requestId,
                ProblemType.METHOD_NOT_ALLOWED.with("%s is not among %s.".formatted(request.method(), allowed)));
    }
}
