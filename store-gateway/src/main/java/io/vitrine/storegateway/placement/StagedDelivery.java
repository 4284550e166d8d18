package io.vitrine.storegateway.placement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.contracts.internal.StagedVerdict;
import io.vitrine.storegateway.inspect.Inspection;
import io.vitrine.storegateway.inspect.Verdict;
import io.vitrine.storegateway.problem.RequestId;
import io.vitrine.storegateway.store.StoreRegistry;
import io.vitrine.storegateway.upload.StoredBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends staged bytes and, behind them, the verdict on them: a worker that has the one without the other has nothing. One piece is read while the
 * one before is on its way out. Whatever goes wrong cuts the connection. Runs once, on a thread that may wait.
 */
record StagedDelivery(
        HttpServerRequest request,
        String requestId,
        StagedSource staged,
        StoreRegistry stores,
        Optional<Inspection> inspection,
        ObjectMapper json)
        implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StagedDelivery.class);
    private static final int PIECE = 128 * 1024;

    @Override
    public void run() {
        // What is wrong with staged bytes ends their import: nobody is sent to them again.
        try (var bytes = new StoredBytes(staged.data(), stores, (place, reason) -> {})) {
            send(bytes);
        } catch (IOException | RuntimeException e) {
            // A worker that has gone is nobody's fault.
            LOG.atLevel(request.response().closed() ? Level.DEBUG : Level.WARN)
                    .addKeyValue("imageId", staged.data().imageId())
                    .addKeyValue("cause", e.toString())
                    .log("Staged data could not be sent to a worker");
            request.connection().close();
        } catch (InterruptedException e) {
            LOG.atDebug()
                    .addKeyValue("imageId", staged.data().imageId())
                    .log("A worker does not want its bytes any more");
        }
    }

    private void send(StoredBytes bytes) throws IOException, InterruptedException {
        HttpServerResponse response = request.response()
                .setChunked(true)
                .putHeader(RequestId.HEADER, requestId)
                .putHeader(StagedVerdict.SIZE_HEADER, Long.toString(bytes.left()))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
        Future<Void> before = Future.succeededFuture();
        while (bytes.left() > 0) {
            byte[] piece = new byte[(int) Math.min(PIECE, bytes.left())];
            bytes.fill(ByteBuffer.wrap(piece));
            inspection.ifPresent(look -> look.accept(ByteBuffer.wrap(piece)));
            await(before);
            before = response.write(Buffer.buffer(piece));
        }
        await(before);
        response.putTrailer(StagedVerdict.TRAILER, encoded(inspection.map(StagedDelivery::verdict)));
        await(response.end());
    }

    private static StagedVerdict verdict(Inspection inspection) {
        return switch (inspection.finish()) {
            case Verdict.Accepted(var format, var virtualSize) -> new StagedVerdict(format, virtualSize, null);
            case Verdict.Refused(var reason, var sentence) -> new StagedVerdict(null, null, sentence);
        };
    }

    /** A sentence may quote what is in a file: nothing that a header could not hold. */
    private String encoded(Optional<StagedVerdict> verdict) {
        try {
            byte[] text = json.writeValueAsBytes(verdict.orElse(new StagedVerdict(null, null, null)));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("wire records can be written", e);
        }
    }

    private static void await(Future<Void> written) throws IOException, InterruptedException {
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the worker has gone", e.getCause());
        }
    }
}
