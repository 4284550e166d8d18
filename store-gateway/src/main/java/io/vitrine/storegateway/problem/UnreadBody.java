package io.vitrine.storegateway.problem;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;

/**
 * Ends a request early, while its body is still on the way. The connection is of no more use then and is closed.
 *
 * <p>Closing a socket with unread bytes in it sends a reset, which can overtake the answer: a client that is busy sending would see
 * "connection reset" instead of the reason. So a little is read and thrown away for a moment, never more.
 */
public final class UnreadBody {
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(2);
    private static final long LINGER_BYTES = 1 << 20;

    private UnreadBody() {}

    public static void end(HttpServerRequest request, String answer) {
        HttpServerResponse response = request.response();
        if (request.isEnded() || !RequestBody.isAnnounced(request)) {
            response.end(answer);
            return;
        }
        HttpConnection connection = request.connection();
        boolean waitsForContinue = request.headers().contains(HttpHeaders.EXPECT);
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        response.end(answer).onComplete(sent -> {
            if (request.isEnded() || (waitsForContinue && request.bytesRead() == 0)) {
                connection.close();
            } else {
                linger(request, connection);
            }
        });
    }

    private static void linger(HttpServerRequest request, HttpConnection connection) {
        Context context = Vertx.currentContext();
        long timer = context.owner().setTimer(LINGER_MILLIS, t -> connection.close());
        connection.closeHandler(closed -> context.owner().cancelTimer(timer));
        long until = request.bytesRead() + LINGER_BYTES;
        request.exceptionHandler(gone -> connection.close());
        request.endHandler(end -> connection.close());
        request.handler(buffer -> {
            if (request.bytesRead() > until) {
                request.pause();
            }
        });
        request.resume();
    }
}
