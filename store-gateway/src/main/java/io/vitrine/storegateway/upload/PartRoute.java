package io.vitrine.storegateway.upload;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vitrine.contracts.internal.OpenPart;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.lease.Holder;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.PublicAnswer;
import io.vitrine.storegateway.problem.RequestId;
import io.vitrine.storegateway.problem.UnreadBody;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code PATCH /v2/images/{id}/uploads/{upload}}: some bytes of a resumable upload (spec: images, section 23). What came before a sender left
 * is kept, unless it wanted a checksum compared: the whole chunk counts then, or none of it.
 */
@ApplicationScoped
public class PartRoute {
    private static final String TUS_RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String CHECKSUM = "Upload-Checksum";

    private final ImageApi imageApi;
    private final Holder holder;
    private final Transfers transfers;

    PartRoute(ImageApi imageApi, Holder holder, Transfers transfers) {
        this.imageApi = imageApi;
        this.holder = holder;
        this.transfers = transfers;
    }

    /** @param request paused, nothing of its body read */
    public void handle(HttpServerRequest request, String imageId, String uploadId, String requestId) {
        BodyLength length = BodyLength.of(request);
        if (length.isWrong()) {
            PublicAnswer.send(request, requestId, ProblemType.BAD_REQUEST.with("Content-Length is not a size."));
            return;
        }
        transfers.begin(new Part(request, imageId, uploadId, requestId, length.bytes()));
    }

    private final class Part implements RequestSender {
        private final HttpServerRequest request;
        private final String imageId;
        private final String uploadId;
        private final String requestId;
        private final @Nullable Long contentLength;
        private long expirySeconds;

        Part(
                HttpServerRequest request,
                String imageId,
                String uploadId,
                String requestId,
                @Nullable Long contentLength) {
            this.request = request;
            this.imageId = imageId;
            this.uploadId = uploadId;
            this.requestId = requestId;
            this.contentLength = contentLength;
        }

        @Override
        public HttpServerRequest request() {
            return request;
        }

        @Override
        public Future<Opened> open() {
            OpenPart open = new OpenPart(
                    holder.id(),
                    request.getHeader(TUS_RESUMABLE),
                    request.getHeader(HttpHeaders.CONTENT_TYPE),
                    request.getHeader(OFFSET),
                    request.getHeader(CHECKSUM),
                    contentLength);
            return imageApi.openPart(imageId, uploadId, open, Caller.of(request, requestId))
                    .map(granted -> {
                        expirySeconds = granted.expirySeconds();
                        return Opened.of(granted.write());
                    });
        }

        @Override
        public boolean keepsWhatCame() {
            return request.getHeader(CHECKSUM) == null;
        }

        @Override
        public void check(BlobDigests digests) {
            String checksum = request.getHeader(CHECKSUM);
            if (checksum == null) {
                return;
            }
            // Image-api has judged its form.
            byte[] announced = Base64.getDecoder().decode(checksum.substring(checksum.lastIndexOf(' ') + 1));
            if (!HexFormat.of().formatHex(announced).equals(digests.hash())) {
                throw new Failure(
                        ProblemType.CHECKSUM_MISMATCH.with(
                                "The bytes do not have the checksum that %s announces: send them again."
                                        .formatted(CHECKSUM)),
                        "checksum_mismatch");
            }
        }

        @Override
        public Caller service() {
            return Caller.service(requestId);
        }

        @Override
        public void ended(Ending ending) {
            if (ending.stored().isEmpty()) {
                failed(ending.problem());
            } else {
                stored(ending.stored().getFirst());
            }
        }

        private void stored(Stored stored) {
            HttpServerResponse response = request.response();
            if (response.closed()) {
                return;
            }
            // Image-api has compared the offset with what it has: it is a number.
            long offset = Long.parseLong(request.getHeader(OFFSET).strip())
                    + stored.digests().size();
            response.setStatusCode(204)
                    .putHeader(RequestId.HEADER, requestId)
                    .putHeader(TUS_RESUMABLE, "1.0.0")
                    .putHeader(OFFSET, Long.toString(offset))
                    .putHeader("Upload-Expires", date(expirySeconds));
            UnreadBody.end(request, "");
        }

        @Override
        public void failed(Problem problem) {
            if (!request.response().closed()) {
                request.response().putHeader(TUS_RESUMABLE, "1.0.0");
            }
            PublicAnswer.send(request, requestId, problem);
        }

        private static String date(long seconds) {
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Clock.systemUTC().instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
        }
    }
}
