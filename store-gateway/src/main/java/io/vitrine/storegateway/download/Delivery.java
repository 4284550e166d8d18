package io.vitrine.storegateway.download;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vitrine.storegateway.store.BlobContent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one opened copy. Once the head is out, a failure cuts the connection: a short body must never look like a whole one.
 *
 * @param wrong told of a copy that does not hold the bytes that were written
 */
record Delivery(Vertx vertx, HttpServerRequest request, Answer answer, Consumer<Copies.Copy> wrong) {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Fails only while nothing has been sent. */
    Future<Void> send(Copies.Copy copy) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            discard(copy.content());
            return Future.succeededFuture();
        }
        answer.head(response);
        Future<Void> sent = switch (copy.content()) {
            case BlobContent.FileRegion(var file, var offset, var length) ->
                length == 0 ? response.end() : response.sendFile(file.toString(), offset, length);
            case BlobContent.ByteStream stream -> pump(stream, copy);
        };
        return sent.recover(failure -> {
            if (failure instanceof WrongBytes) {
                wrong.accept(copy);
            }
            if (!response.headWritten()) {
                response.headers().clear();
                return Future.failedFuture(failure);
            }
            LOG.atInfo()
                    .addKeyValue("imageId", answer.grant().imageId())
                    .addKeyValue("store", copy.store())
                    .addKeyValue("cause", failure.toString())
                    .log("Download cut off");
            // Not response.close(): its handlers would not hear of it, and a drain would wait for this request for
            // ever.
            request.connection().close();
            return Future.succeededFuture();
        });
    }

    private Future<Void> pump(BlobContent.ByteStream stream, Copies.Copy copy) {
        Long crc32c = answer.range() == null ? copy.crc32c() : null;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("download").start(() -> {
            try (var bytes = stream.stream()) {
                new StreamPump(request.response(), bytes, stream.length(), crc32c).run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return Future.fromCompletionStage(done, vertx.getOrCreateContext());
    }

    private static void discard(BlobContent content) {
        if (content instanceof BlobContent.ByteStream stream) {
            Thread.ofVirtual().start(() -> {
                try {
                    stream.stream().close();
                } catch (IOException e) {
                    LOG.atDebug().setCause(e).log("A stream nobody wants any more did not close");
                }
            });
        }
    }
}
