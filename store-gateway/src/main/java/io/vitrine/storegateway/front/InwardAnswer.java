package io.vitrine.storegateway.front;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Image-api's answer on its way to the caller, as it comes. Written out here because the library ends a broken one by a reset that the
 * server's own handlers do not hear of, and then a drain waits for that call for ever; and because it gives a 304 an empty body.
 */
final class InwardAnswer {
    private static final MultiMap HOP_BY_HOP = MultiMap.caseInsensitiveMultiMap()
            .add("connection", "")
            .add("keep-alive", "")
            .add("proxy-authenticate", "")
            .add("proxy-connection", "")
            .add("te", "")
            .add("trailer", "")
            .add("transfer-encoding", "")
            .add("upgrade", "");

    private InwardAnswer() {}

    /**
     * Fails when the answer breaks off, or when the caller leaves it unread for longer than the timeout; the caller must not be left with
     * half of it.
     */
    static Future<Void> send(Vertx vertx, ProxyResponse answer, HttpServerRequest request, Duration timeout) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.getStatusCode());
        for (Map.Entry<String, String> header : answer.headers()) {
            if (!HOP_BY_HOP.contains(header.getKey())) {
                response.headers().add(header.getKey(), header.getValue());
            }
        }
        ReadStream<Buffer> body = answer.getBody().stream();
        if (isBodiless(answer.getStatusCode(), request.method())) {
            body.resume();
            return response.end();
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        return relay(vertx, body, response, timeout);
    }

    /** Ends the call at once. A regular close would first wait for what is written to be read, for ever when nobody reads. */
    static void cutOff(HttpServerRequest request) {
        ((ConnectionBase) request.connection()).channelHandlerContext().close();
    }

    private static Future<Void> relay(
            Vertx vertx, ReadStream<Buffer> body, HttpServerResponse response, Duration timeout) {
        Promise<Void> relayed = Promise.promise();
        body.exceptionHandler(relayed::tryFail);
        body.endHandler(end -> response.end().onComplete(relayed));
        body.handler(piece -> {
            response.write(piece);
            if (response.writeQueueFull()) {
                body.pause();
                long unread = vertx.setTimer(
                        timeout.toMillis(), late -> relayed.tryFail(new TimeoutException("the caller does not read")));
                response.drainHandler(read -> {
                    vertx.cancelTimer(unread);
                    body.resume();
                });
            }
        });
        body.resume();
        return relayed.future();
    }

    private static boolean isBodiless(int status, HttpMethod method) {
        return status == 204 || status == 304 || method == HttpMethod.HEAD;
    }
}
