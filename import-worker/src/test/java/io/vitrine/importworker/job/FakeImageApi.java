package io.vitrine.importworker.job;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** image-api's jobs, by hand: a queue of them, leases that can be lost, and every report that came. */
final class FakeImageApi implements AutoCloseable {
    private final HttpServer server;
    final Queue<JsonObject> jobs = new ConcurrentLinkedQueue<>();
    final Set<String> lost = ConcurrentHashMap.newKeySet();
    final List<JsonObject> claims = new CopyOnWriteArrayList<>();
    final List<JsonObject> renewals = new CopyOnWriteArrayList<>();
    final List<JsonObject> reports = new CopyOnWriteArrayList<>();
    final List<JsonObject> progress = new CopyOnWriteArrayList<>();
    final List<JsonObject> conversions = new CopyOnWriteArrayList<>();
    final List<JsonObject> descriptions = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    /** Statuses to answer the next reports with, before the usual 204. */
    final Queue<Integer> reportStatuses = new ConcurrentLinkedQueue<>();

    /** Whether the jobs offered from now on want all their stores or as many as possible. */
    volatile boolean mustSucceed = true;

    volatile int leaseSeconds = 30;

    final Queue<Integer> claimStatuses = new ConcurrentLinkedQueue<>();
    final Queue<Integer> descriptionStatuses = new ConcurrentLinkedQueue<>();

    FakeImageApi(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Queues a web-download into one store. */
    UUID offer(String uri, long maxBytes) {
        return offer("web-download", uri, maxBytes, "local");
    }

    UUID offer(String method, String uri, long maxBytes, String... stores) {
        return offer(method, uri, maxBytes, null, stores);
    }

    /** @param fetch what to do with the bytes, null for nothing special */
    UUID offer(String method, String uri, long maxBytes, JsonObject fetch, String... stores) {
        UUID task = UUID.randomUUID();
        jobs.add(new JsonObject()
                .put("task_id", task.toString())
                .put("image_id", UUID.randomUUID().toString())
                .put("generation", 7)
                .put("attempt", 1)
                .put("method", method)
                .put("uri", uri)
                .put("stores", new JsonArray(List.of(stores)))
                .put("all_stores_must_succeed", mustSucceed)
                .put("max_bytes", maxBytes)
                .put("lease_seconds", leaseSeconds)
                .put("fetch", fetch));
        return task;
    }

    private void handle(HttpServerRequest request, Buffer body) {
        switch (request.path()) {
            case "/realm/.well-known/openid-configuration" ->
                request.response().end("{\"token_endpoint\": \"" + url() + "/realm/token\"}");
            case "/realm/token" ->
                request.response()
                        .putHeader("Content-Type", "application/json")
                        .end("{\"access_token\": \"t\", \"token_type\": \"Bearer\", \"expires_in\": 300}");
            // For tests that live behind another class loader.
            case "/test/offer" ->
                request.response().end(offer(body.toString(), 1_000_000).toString());
            case "/test/reports" -> request.response().end(reports.toString());
            default -> internal(request, body);
        }
    }

    private void internal(HttpServerRequest request, Buffer body) {
        tokens.add(request.getHeader("Authorization"));
        JsonObject json = new JsonObject(body);
        if (request.path().equals("/internal/v1/jobs/claim")) {
            claims.add(json);
            Integer status = claimStatuses.poll();
            JsonObject job = status == null ? jobs.poll() : null;
            if (job == null) {
                request.response().setStatusCode(status == null ? 204 : status).end();
            } else {
                request.response().end(job.encode());
            }
        } else if (request.path().equals("/internal/v1/leases/renew")) {
            renewals.add(json);
            request.response()
                    .end(new JsonObject()
                            .put("lost", new JsonArray(List.copyOf(lost)))
                            .encode());
        } else if (request.path().endsWith("/progress")) {
            progress.add(json);
            request.response().setStatusCode(204).end();
        } else if (request.path().endsWith("/converted")) {
            conversions.add(json);
            Integer status = descriptionStatuses.poll();
            request.response()
                    .setStatusCode(status == null ? 204 : status)
                    .end(status == null ? "" : "{\"detail\": \"No.\"}");
        } else if (request.path().endsWith("/description")) {
            descriptions.add(json);
            Integer status = descriptionStatuses.poll();
            request.response()
                    .setStatusCode(status == null ? 204 : status)
                    .end(
                            status == null
                                    ? ""
                                    : "{\"status\": %d, \"detail\": \"Not such an image.\"}".formatted(status));
        } else {
            reports.add(json.put("path", request.path()));
            Integer status = reportStatuses.poll();
            request.response().setStatusCode(status == null ? 204 : status).end();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
