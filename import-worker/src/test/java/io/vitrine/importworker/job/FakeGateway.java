package io.vitrine.importworker.job;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** store-gateway's placing, by hand: remembers every PUT, and whether its body came whole. */
final class FakeGateway implements AutoCloseable {
    /** One PUT. */
    static final class Put {
        final String path;
        final Map<String, String> headers;
        final AtomicLong bytes = new AtomicLong();
        volatile boolean whole;
        volatile boolean broken;

        Put(String path, Map<String, String> headers) {
            this.path = path;
            this.headers = headers;
        }
    }

    /** What to do with a request instead of taking it. */
    interface Refusal {
        void answer(HttpServerRequest request);
    }

    private final HttpServer server;
    final List<Put> puts = new CopyOnWriteArrayList<>();
    volatile Refusal refusal;
    /** Stores that do not take bytes, and with which status. */
    final Map<String, Integer> failing = new ConcurrentHashMap<>();
    /** Never read a byte after the head. */
    volatile boolean deaf;

    FakeGateway(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    static Refusal problem(int status, String detail) {
        return request -> request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(new JsonObject()
                        .put("type", "urn:vitrine:problem:test")
                        .put("title", "Test")
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }

    private void handle(HttpServerRequest request) {
        Put put = new Put(request.path(), new java.util.HashMap<>());
        request.headers().forEach(put.headers::put);
        puts.add(put);
        if (refusal != null) {
            refusal.answer(request);
            return;
        }
        if (deaf) {
            request.pause();
            request.exceptionHandler(e -> put.broken = true);
            request.connection().closeHandler(closed -> put.broken = true);
            return;
        }
        request.response().writeContinue();
        request.handler(buffer -> put.bytes.addAndGet(buffer.length()));
        request.exceptionHandler(e -> put.broken = true);
        request.endHandler(end -> {
            put.whole = true;
            settle(request, put);
        });
    }

    private static JsonObject placement(String store, Put put) {
        return new JsonObject()
                .put("store", store)
                .put("size", put.bytes.get())
                .put("os_hash_algo", "sha512")
                .put("os_hash_value", "00");
    }

    private void settle(HttpServerRequest request, Put put) {
        if (put.path.endsWith("/location")) {
            request.response().end(placement("local", put).encode());
            return;
        }
        JsonArray placed = new JsonArray();
        JsonArray missed = new JsonArray();
        for (String store : put.path.split("/")[6].split(",")) {
            Integer status = failing.get(store);
            if (status != null) {
                JsonObject problem = new JsonObject()
                        .put("type", "urn:vitrine:problem:test")
                        .put("title", "Test")
                        .put("status", status)
                        .put("detail", "It says " + status + ".");
                missed.add(new JsonObject().put("store", store).put("problem", problem));
            } else if (failing.isEmpty() || "false".equals(put.headers.get("X-Vitrine-All-Stores"))) {
                placed.add(placement(store, put));
            }
        }
        request.response()
                .setStatusCode(placed.isEmpty() ? 200 : 201)
                .end(new JsonObject()
                        .put("placed", placed)
                        .put("missed", missed)
                        .encode());
    }

    @Override
    public void close() {
        server.close();
    }
}
