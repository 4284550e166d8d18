package io.vitrine.storegateway.fake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Image-api as the gateway sees it, without a database: grants, commits, aborts and leases are kept in maps, and what it does wrong is
 * scripted per image. A real HTTP server, with an issuer of tokens at its side.
 */
public final class FakeImageApi {
    private static final int UUID_LENGTH = 36;
    /** An upload as image-api remembers it. {@code commit} and {@code abort} are the bodies it was told. */
    public static final class Upload {
        public final UUID id = UUID.randomUUID();
        public final String image;
        public final long generation;
        public final JsonObject open;
        public final String requestId;
        public final String userToken;
        public final String serviceToken;
        public final String projectId;
        public volatile JsonObject commit;
        public volatile String abort;
        volatile long granted;

        Upload(String image, long generation, JsonObject open, HttpServerRequest request) {
            this.image = image;
            this.generation = generation;
            this.open = open;
            this.requestId = request.getHeader("x-openstack-request-id");
            this.userToken = request.getHeader("X-Auth-Token");
            this.serviceToken = request.getHeader("X-Service-Token");
            this.projectId = request.getHeader("X-Project-Id");
        }

        public String objectName() {
            return image + "." + generation;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Map<UUID, Upload> uploads = new ConcurrentHashMap<>();
    private final List<Upload> opened = new CopyOnWriteArrayList<>();
    private final Map<Long, String> bad = new ConcurrentHashMap<>();
    private final AtomicLong generations = new AtomicLong();
    private final AtomicLong renewals = new AtomicLong();
    private final Metadata metadata = new Metadata();
    private final int port;
    private final FakeIssuer issuer;
    private volatile HttpServer server;

    public FakeImageApi(int port) {
        this.port = port;
        this.issuer = new FakeIssuer("http://127.0.0.1:" + port + "/issuer");
        start();
    }

    public FakeIssuer issuer() {
        return issuer;
    }

    /** What becomes of calls to this image; friendly until told otherwise. */
    public Script image(String id) {
        return scripts.computeIfAbsent(id, any -> new Script());
    }

    public List<Upload> uploadsOf(String image) {
        return opened.stream().filter(upload -> upload.image.equals(image)).toList();
    }

    /** Why the bytes of that upload were reported as bad; null when they were not. */
    public String reportOf(Upload upload) {
        return bad.get(upload.generation);
    }

    public long renewals() {
        return renewals.get();
    }

    /** Goes away; connections break. */
    public void stop() {
        await(server.close());
    }

    public void start() {
        server = await(vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(64 * 1024))
                .requestHandler(this::handle)
                .listen(port, "127.0.0.1"));
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/issuer")) {
            issuer.handle(request);
        } else if (path.startsWith("/internal/v1/")) {
            request.body().onSuccess(body -> internal(request, body));
        } else {
            metadata.handle(request);
        }
    }

    private void internal(HttpServerRequest request, Buffer bytes) {
        String[] parts = request.path().substring("/internal/v1/".length()).split("/");
        JsonObject body = bytes.toJsonObject();
        switch (parts[0] + "/" + parts[parts.length - 1]) {
            case "images/uploads", "images/stages", "jobs/uploads" -> open(request, parts[1], body);
            case "images/downloads", "jobs/source" -> download(request, parts[1]);
            case "jobs/staged" -> staged(request, parts[1]);
            case "jobs/location", "jobs/found", "jobs/digests" ->
                location(request, parts[1], parts[parts.length - 1], body);
            case "cache/checks" -> check(request, body);
            case "images/bad" -> bad(request, Long.parseLong(parts[3]), body);
            case "uploads/extend" -> extend(request, parts[1], body);
            case "uploads/commit" -> commit(request, parts[1], body);
            case "uploads/abort" -> abort(request, parts[1], body);
            case "jobs/progress" -> {
                image(parts[1]).progress.add(body);
                answer(request, 204, null);
            }
            case "leases/renew" -> renew(request, body);
            default -> {
                if (parts[0].equals("cache")) {
                    download(request, parts[2]);
                } else {
                    answer(request, 204, null);
                }
            }
        }
    }

    private void check(HttpServerRequest request, JsonObject body) {
        JsonArray gone = new JsonArray();
        for (Object id : body.getJsonArray("images")) {
            if (image((String) id).deleted) {
                gone.add(id);
            }
        }
        answer(request, 200, new JsonObject().put("images", gone));
    }

    private void open(HttpServerRequest request, String image, JsonObject body) {
        Script script = image(image);
        if (script.openStalls) {
            return;
        }
        Integer refusal = script.storeStatus.get(body.getString("store", script.store));
        if (script.openStatus != 0 || refusal != null) {
            problem(request, refusal == null ? script.openStatus : refusal);
            return;
        }
        boolean taken = !script.takesAnother
                && uploads.values().stream().anyMatch(u -> u.image.equals(image) && u.abort == null);
        if (taken) {
            problem(request, 409);
            return;
        }
        Upload upload = new Upload(image, generations.incrementAndGet(), body, request);
        uploads.put(upload.id, upload);
        opened.add(upload);
        upload.granted = script.granted;
        String declared = body.getString("declared_size");
        answer(
                request,
                200,
                new JsonObject()
                        .put("upload_id", upload.id.toString())
                        .put("image_id", idOf(image))
                        .put("generation", upload.generation)
                        .put("store", body.getString("store", script.store))
                        .put("object_name", upload.objectName())
                        .put("hash_algorithm", script.hash)
                        .put("granted_bytes", script.granted)
                        .put(
                                "expected_bytes",
                                declared != null
                                        ? Long.valueOf(declared)
                                        : body.getLong("content_length", body.getLong("size")))
                        .put("disk_format", script.diskFormat)
                        .put("container_format", script.containerFormat)
                        .put("max_virtual_bytes", script.maxVirtualBytes)
                        .put("lease_seconds", script.leaseSeconds));
    }

    private void download(HttpServerRequest request, String image) {
        Script script = image(image);
        if (script.openStatus != 0) {
            problem(request, script.openStatus);
            return;
        }
        answer(request, 200, grant(image, script));
    }

    private void staged(HttpServerRequest request, String task) {
        Script script = image(task);
        if (script.openStatus != 0) {
            problem(request, script.openStatus);
            return;
        }
        JsonObject source = new JsonObject()
                .put("data", grant(task, script))
                .put("disk_format", script.diskFormat)
                .put("container_format", script.containerFormat)
                .put("max_virtual_bytes", script.maxVirtualBytes);
        answer(request, 200, source);
    }

    private JsonObject grant(String image, Script script) {
        JsonObject grant = new JsonObject().put("image_id", idOf(image)).put("cacheable", !script.deactivated);
        JsonArray locations = new JsonArray();
        for (Upload upload : uploadsOf(image)) {
            JsonObject commit = upload.commit;
            if (commit != null && !bad.containsKey(upload.generation)) {
                grant.put("size", commit.getLong("size"))
                        .put("checksum", commit.getString("checksum"))
                        .put("os_hash_algo", commit.getString("os_hash_algo"))
                        .put("os_hash_value", commit.getString("os_hash_value"));
                locations.add(new JsonObject()
                        .put("id", upload.generation)
                        .put("store", upload.open.getString("store", script.store))
                        .put("url", commit.getString("url"))
                        .put("crc32c", script.crc32c != null ? script.crc32c : commit.getLong("crc32c")));
            }
        }
        return grant.put("locations", locations);
    }

    private void location(HttpServerRequest request, String task, String what, JsonObject body) {
        Script script = image(task);
        script.locationReports.put(what, body);
        if (script.openStatus != 0 && what.equals(script.locationRefused)) {
            problem(request, script.openStatus);
            return;
        }
        switch (what) {
            case "location" ->
                answer(
                        request,
                        200,
                        new JsonObject()
                                .put("image_id", UUID.randomUUID().toString())
                                .put("url", script.location));
            case "found" -> answer(request, 200, new JsonObject().put("hash_algorithm", script.locationHash));
            default -> answer(request, 204, null);
        }
    }

    private void bad(HttpServerRequest request, long location, JsonObject body) {
        bad.put(location, body.getString("reason"));
        answer(request, 204, null);
    }

    private static String idOf(String image) {
        return image.length() == UUID_LENGTH
                ? image
                : UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void extend(HttpServerRequest request, String id, JsonObject body) {
        Upload upload = uploads.get(UUID.fromString(id));
        Script script = image(upload.image);
        long wanted = body.getLong("bytes");
        if (wanted > script.cap) {
            problem(request, 413);
            return;
        }
        upload.granted = Math.min(script.cap, Math.max(wanted, upload.granted * 2));
        answer(request, 200, new JsonObject().put("granted_bytes", upload.granted));
    }

    private void commit(HttpServerRequest request, String id, JsonObject body) {
        Upload upload = uploads.get(UUID.fromString(id));
        Script script = image(upload.image);
        Integer storeStatus = script.commitStatusOfStore.get(upload.open.getString("store", script.store));
        if (storeStatus != null) {
            problem(request, storeStatus);
            return;
        }
        if (script.commitStatus != 0) {
            problem(request, script.commitStatus);
            return;
        }
        upload.commit = body;
        if (script.commitAnswersLost.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            request.connection().close();
            return;
        }
        answer(request, 204, null);
    }

    private void abort(HttpServerRequest request, String id, JsonObject body) {
        Upload upload = uploads.get(UUID.fromString(id));
        upload.abort = body.getString("reason");
        answer(request, 204, null);
    }

    private void renew(HttpServerRequest request, JsonObject body) {
        renewals.incrementAndGet();
        JsonArray lost = new JsonArray();
        for (Object lease : body.getJsonArray("uploads")) {
            String id = ((JsonObject) lease).getString("id");
            Upload upload = uploads.get(UUID.fromString(id));
            if (upload == null || image(upload.image).leaseLost) {
                lost.add(id);
            }
        }
        answer(request, 200, new JsonObject().put("lost", lost));
    }

    private static void problem(HttpServerRequest request, int status) {
        JsonObject problem = new JsonObject()
                .put("type", "urn:vitrine:problem:scripted")
                .put("title", "Title " + status)
                .put("status", status)
                .put("detail", "Detail of " + status);
        if (status == 503) {
            problem.put("retry_after_seconds", 7);
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }

    static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
        if (body == null) {
            request.response().end();
        } else {
            request.response().end(body.encode());
        }
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** For measurements by hand: {@code java … FakeImageApi PORT}. */
    public static void main(String[] args) {
        new FakeImageApi(Integer.parseInt(args[0]));
    }
}
