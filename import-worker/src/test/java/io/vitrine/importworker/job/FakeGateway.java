package io.vitrine.importworker.job;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
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
            request.response()
                    .setStatusCode(201)
                    .end(new JsonObject()
                            .put("store", "local")
                            .put("size", put.bytes.get())
                            .put("os_hash_algo", "sha512")
                            .put("os_hash_value", "00")
                            .encode());
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
