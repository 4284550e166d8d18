package io.vitrine.storegateway.fake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** The public half of the fake: tells what reached it, and a few paths misbehave. */
final class Metadata {
    private static final Buffer LIST = Buffer.buffer("{\"images\": [\"" + "x".repeat(20_000) + "\"]}");

    /** So many lists are more than the buffers of all sockets on the way hold. */
    private static final int LONG = 2_000;

    void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/v2/images" ->
                request.response().putHeader("Content-Type", "application/json").end(LIST);
            case "/v2/stalls" -> {}
            case "/v2/cut" ->
                request.response()
                        .putHeader("Content-Length", "100")
                        .write("half")
                        .onSuccess(sent -> request.connection().close());
            case "/v2/unchanged" ->
                request.response().setStatusCode(304).putHeader("ETag", "\"x\"").end();
            case "/v2/long" -> write(request.response().setChunked(true), LONG);
            case "/v2/deleted" -> request.response().setStatusCode(204).end();
            default -> request.body().onSuccess(body -> echo(request, body));
        }
    }

    private static void write(HttpServerResponse response, int lists) {
        for (int left = lists; left > 0; left--) {
            if (response.writeQueueFull()) {
                int rest = left;
                response.drainHandler(drained -> write(response, rest));
                return;
            }
            response.write(LIST);
        }
        response.end();
    }

    private void echo(HttpServerRequest request, Buffer body) {
        JsonObject headers = new JsonObject();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
        request.response().setStatusCode(200).putHeader("X-Echo", "yes").putHeader("Content-Type", "application/json");
        FakeImageApi.answer(
                request,
                200,
                new JsonObject()
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("body_length", body.length())
                        .put("body", body.length() < 1_000 ? body.toString() : ""));
    }
}
