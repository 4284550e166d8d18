package io.vitrine.importworker.job;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vitrine.contracts.internal.StagedVerdict;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

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
    /** What is staged of each task, as it was staged by the job or put here by a test. */
    final Map<String, byte[]> staged = new ConcurrentHashMap<>();

    /** What staged bytes are found to be; null: the answer is cut off before it says so. */
    volatile Function<byte[], StagedVerdict> verdict = bytes -> new StagedVerdict("raw", (long) bytes.length, null);

    /** The last bytes that were placed in a store. */
    volatile byte[] placed = {};

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
        if (request.method() == HttpMethod.GET) {
            send(request);
            return;
        }
        request.response().writeContinue();
        Buffer body = Buffer.buffer();
        request.handler(buffer -> {
            put.bytes.addAndGet(buffer.length());
            body.appendBuffer(buffer);
        });
        request.exceptionHandler(e -> put.broken = true);
        request.endHandler(end -> {
            put.whole = true;
            if (put.path.contains("/os_glance_staging_store/")) {
                staged.put(put.path.split("/")[4], body.getBytes());
            } else {
                placed = body.getBytes();
            }
            settle(request, put);
        });
    }

    private void send(HttpServerRequest request) {
        byte[] bytes = staged.get(request.path().split("/")[4]);
        StagedVerdict found = verdict.apply(bytes);
        request.response()
                .setChunked(true)
                .putHeader(StagedVerdict.SIZE_HEADER, Integer.toString(bytes.length))
                .write(Buffer.buffer(bytes));
        if (found == null) {
            request.response().end();
            return;
        }
        JsonObject json = new JsonObject()
                .put("format", found.format())
                .put("virtual_size", found.virtualSize())
                .put("refusal", found.refusal());
        request.response()
                .putTrailer(
                        StagedVerdict.TRAILER,
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(json.toBuffer().getBytes()))
                .end();
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
