package io.vitrine.storegateway.upload;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.lease.Holder;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.PublicAnswer;
import io.vitrine.storegateway.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** {@code PUT /v2/images/{id}/file} and {@code /stage}. Every header is handed to image-api as it came; it judges them. */
@ApplicationScoped
public class UploadRoute {
    private final ImageApi imageApi;
    private final Holder holder;
    private final Transfers transfers;

    UploadRoute(ImageApi imageApi, Holder holder, Transfers transfers) {
        this.imageApi = imageApi;
        this.holder = holder;
        this.transfers = transfers;
    }

    /** @param request paused, nothing of its body read */
    public void handle(HttpServerRequest request, String imageId, String requestId) {
        begin(request, imageId, requestId, imageApi::openUpload);
    }

    /** @param request paused, nothing of its body read */
    public void stage(HttpServerRequest request, String imageId, String requestId) {
        begin(request, imageId, requestId, imageApi::openStage);
    }

    private void begin(HttpServerRequest request, String imageId, String requestId, Opening opening) {
        BodyLength length = BodyLength.of(request);
        if (length.isWrong()) {
            PublicAnswer.send(request, requestId, ProblemType.BAD_REQUEST.with("Content-Length is not a size."));
            return;
        }
        transfers.begin(new User(request, imageId, requestId, length.bytes(), opening));
    }

    /** What is asked of image-api before the first byte. */
    private interface Opening {
        Future<UploadGrant> open(String imageId, OpenUpload open, Caller caller);
    }

    private final class User implements RequestSender {
        private final HttpServerRequest request;
        private final String imageId;
        private final String requestId;
        private final @Nullable Long contentLength;
        private final Opening opening;

        User(
                HttpServerRequest request,
                String imageId,
                String requestId,
                @Nullable Long contentLength,
                Opening opening) {
            this.request = request;
            this.imageId = imageId;
            this.requestId = requestId;
            this.contentLength = contentLength;
            this.opening = opening;
        }

        @Override
        public HttpServerRequest request() {
            return request;
        }

        @Override
        public Future<Opened> open() {
            OpenUpload open = new OpenUpload(
                    holder.id(),
                    request.getHeader(HttpHeaders.CONTENT_TYPE),
                    request.getHeader("X-Image-Meta-Store"),
                    request.getHeader("x-openstack-image-size"),
                    contentLength);
            return opening.open(imageId, open, Caller.of(request, requestId)).map(Opened::of);
        }

        @Override
        public Caller service() {
            return Caller.service(requestId);
        }

        @Override
        public void ended(Ending ending) {
            if (ending.stored().isEmpty()) {
                failed(ending.problem());
            } else if (!request.response().closed()) {
                request.response()
                        .setStatusCode(204)
                        .putHeader(RequestId.HEADER, requestId)
                        .end();
            }
        }

        @Override
        public void failed(Problem problem) {
            PublicAnswer.send(request, requestId, problem);
        }
    }
}
