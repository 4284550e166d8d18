package io.vitrine.storegateway.download;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.OpenDownload;
import io.vitrine.storegateway.badcopy.BadCopies;
import io.vitrine.storegateway.blob.Requested;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.PublicAnswer;
import io.vitrine.storegateway.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** {@code GET} and {@code HEAD /v2/images/{id}/file}: asks image-api at every request, so that a right taken away is away at once. */
@ApplicationScoped
public class DownloadRoute {
    private final Vertx vertx;
    private final ImageApi imageApi;
    private final Copies copies;
    private final BadCopies badCopies;
    private final DownloadMeters meters;

    DownloadRoute(Vertx vertx, ImageApi imageApi, Copies copies, BadCopies badCopies, DownloadMeters meters) {
        this.vertx = vertx;
        this.imageApi = imageApi;
        this.copies = copies;
        this.badCopies = badCopies;
        this.meters = meters;
    }

    public void handle(HttpServerRequest request, String imageId, String requestId) {
        // It was handed over paused, and a connection whose request never ends serves no other.
        request.resume();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && !length.equals("0")) {
            // Refused, not ignored (spec: images, 0.4).
            PublicAnswer.send(
                    request, requestId, ProblemType.BAD_REQUEST.with("A body is not expected in this request."));
            return;
        }
        Caller caller = Caller.of(request, requestId);
        @Nullable String prefer;
        try {
            prefer = request.query() == null ? null : request.getParam("prefer");
        } catch (IllegalArgumentException e) {
            PublicAnswer.send(request, requestId, ProblemType.BAD_REQUEST.with("The query cannot be decoded."));
            return;
        }
        imageApi.openDownload(imageId, new OpenDownload(prefer), caller)
                .compose(grant -> answer(request, grant, requestId))
                .onFailure(failure -> PublicAnswer.send(
                        request,
                        requestId,
                        failure instanceof ProblemException refused
                                ? refused.problem()
                                : ProblemType.INTERNAL.with("The data could not be sent.")));
    }

    private Future<Void> answer(HttpServerRequest request, DownloadGrant grant, String requestId) {
        Long size = grant.size();
        HttpServerResponse response = request.response().putHeader(RequestId.HEADER, requestId);
        if (size == null || grant.locations().isEmpty()) {
            return response.setStatusCode(204).end();
        }
        Conditions conditions = new Conditions(request.headers(), Answer.tag(grant));
        if (!conditions.met()) {
            return Future.failedFuture(new ProblemException(
                    ProblemType.PRECONDITION_FAILED.with("The image's data is not the one that was asked for.")));
        }
        if (conditions.known()) {
            Answer.putTag(response, grant);
            return response.setStatusCode(304).end();
        }
        Requested requested = conditions.sameAsBefore()
                ? Requested.of(request.getHeader("Range"), request.getHeader(HttpHeaders.CONTENT_RANGE), size)
                : new Requested.Whole();
        return switch (requested) {
            case Requested.Whole() -> send(request, Answer.whole(grant, size), requestId);
            case Requested.Part(var range) -> send(request, Answer.part(grant, range), requestId);
            case Requested.Several() ->
                Future.failedFuture(new ProblemException(
                        ProblemType.BAD_REQUEST.with("One range of bytes at a time can be read.")));
            case Requested.Unsatisfiable() -> {
                response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
                yield Future.failedFuture(new ProblemException(ProblemType.RANGE_NOT_SATISFIABLE.with(
                        "The range is none of the image's %d bytes.".formatted(size))));
            }
        };
    }

    private Future<Void> send(HttpServerRequest request, Answer answer, String requestId) {
        if (request.method() == HttpMethod.HEAD) {
            answer.head(request.response());
            return request.response().end();
        }
        meters.begins();
        return deliver(request, answer, requestId, Copies.CACHE).onComplete(end -> meters.ends());
    }

    /** A copy that fails before its first byte is out makes room for the next one. */
    private Future<Void> deliver(HttpServerRequest request, Answer answer, String requestId, int from) {
        Caller service = Caller.service(requestId);
        return copies.open(answer, from, service).compose(copy -> {
            request.response().putHeader(RequestId.HEADER, requestId);
            return new Delivery(vertx, request, answer, wrong -> report(answer, wrong, service))
                    .send(copy)
                    .onComplete(end ->
                            meters.sent(copy.isCached(), request.response().bytesWritten()))
                    .recover(failure -> {
                        Copies.warn(answer, copy.store(), failure.toString());
                        return deliver(request, answer, requestId, copy.next());
                    });
        });
    }

    private void report(Answer answer, Copies.Copy wrong, Caller service) {
        DownloadGrant.Location location = wrong.location();
        if (location != null) {
            badCopies.report(answer.grant().imageId(), location, BadCopies.BYTES, service);
        }
    }
}
