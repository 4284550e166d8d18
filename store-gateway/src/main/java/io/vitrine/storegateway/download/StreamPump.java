package io.vitrine.storegateway.download;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Copies a stream into a response, for a thread that may wait: one piece is read while the one before is on its way out, so a slow reader
 * slows the store and memory stays at two pieces. The last piece leaves only when the checksum of all is right.
 */
final class StreamPump {
    private static final int PIECE = 128 * 1024;

    private final HttpServerResponse response;
    private final InputStream stream;
    private final long length;
    private final @Nullable Long crc32c;
    private final CRC32C seen = new CRC32C();

    StreamPump(HttpServerResponse response, InputStream stream, long length, @Nullable Long crc32c) {
        this.response = response;
        this.stream = stream;
        this.length = length;
        this.crc32c = crc32c;
    }

    void run() throws IOException, InterruptedException {
        Future<Void> before = Future.succeededFuture();
        long left = length;
        while (left > 0) {
            byte[] piece = new byte[(int) Math.min(PIECE, left)];
            int read = stream.readNBytes(piece, 0, piece.length);
            left -= read;
            if (read < piece.length) {
                throw new EOFException("the store ended " + left + " bytes early");
            }
            check(piece, left);
            await(before);
            before = response.write(Buffer.buffer(piece));
        }
        await(before);
        await(response.end());
    }

    private void check(byte[] piece, long left) throws IOException {
        if (crc32c == null) {
            return;
        }
        seen.update(piece);
        if (left == 0 && seen.getValue() != crc32c) {
            throw new WrongBytes();
        }
    }

    private static void await(Future<Void> written) throws IOException, InterruptedException {
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the reader has gone", e.getCause());
        }
    }
}
