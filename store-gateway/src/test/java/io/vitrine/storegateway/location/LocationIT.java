package io.vitrine.storegateway.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.LocationFacts;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given locations, on the port of the internal API. */
@QuarkusTest
@WithTestResource(Gateway.class)
class LocationIT {
    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource("/")
    URI front;

    @Inject
    FakeImageApi imageApi;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "fake.web-port", defaultValue = "0")
    int webPort;

    private final String task = Door.anImage();
    private final byte[] bytes = Door.random(3_000_000);
    private final AtomicInteger reads = new AtomicInteger();
    private HttpServer web;
    private Door inside;
    private volatile Page page;

    @BeforeEach
    void open() throws IOException {
        inside = new Door(management);
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", webPort), 0);
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext("/", this::handle);
        web.start();
        page = this::serve;
    }

    @AfterEach
    void close() {
        web.stop(0);
    }

    @Test
    void aLocationIsFoundReadAndReported() throws Exception {
        imageApi.image(task).givenAt(url("/a"), "sha256");

        HttpResponse<String> answer = run();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Placement placement = json.readValue(answer.body(), Placement.class);
        assertThat(placement.store()).isEqualTo("web");
        assertThat(placement.osHashValue()).isEqualTo(hash("SHA-256"));
        var reports = imageApi.image(task).locationReports;
        assertThat(reports.get("location").getLong("generation")).isEqualTo(7);
        assertThat(reports.get("found").getString("store")).isEqualTo("web");
        assertThat(reports.get("found").getLong("size")).isEqualTo(bytes.length);
        assertThat(reports.get("digests").getLong("generation")).isEqualTo(7);
        assertThat(reports.get("digests").getString("os_hash_algo")).isEqualTo("sha256");
        assertThat(reports.get("digests").getString("os_hash_value")).isEqualTo(hash("SHA-256"));
        assertThat(reports.get("digests").getString("checksum")).isEqualTo(hash("MD5"));
    }

    @Test
    void nothingIsReadThatNobodyWants() throws Exception {
        imageApi.image(task).givenAt(url("/a"), null);

        assertThat(run().statusCode()).isEqualTo(200);

        assertThat(reads).hasValue(0);
        assertThat(imageApi.image(task).locationReports).containsOnlyKeys("location", "found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example.org/a",
                "file:///etc/passwd",
                "FILE:///etc/passwd",
                "filesystem:///etc/passwd",
                "swift+config://a/b",
                "cinder://fast/a",
                "memory:///a",
                "http://user:secret@127.0.0.1/a",
                "http:",
                "no url at all",
                ""
            })
    void whatNoStoreMayBeGivenIsRefused(String url) throws Exception {
        imageApi.image(task).givenAt(url, null);

        Problem problem = problem(run(), 400);

        assertThat(problem.detail()).startsWith("Invalid location").doesNotContain("secret");
        assertThat(imageApi.image(task).locationReports).containsOnlyKeys("location");
    }

    @ParameterizedTest
    @CsvSource({"404, 1", "403, 2", "500, 6"})
    void aServerThatDoesNotGiveItIsAskedAgainOnlyWhenThatMayHelp(int status, int requests) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        page = exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
        };
        imageApi.image(task).givenAt(url("/a"), null);

        problem(run(), 400);

        assertThat(asked).hasValue(requests);
    }

    @Test
    void anEmptyLocationIsNone() throws Exception {
        page = exchange -> exchange.sendResponseHeaders(200, -1);
        imageApi.image(task).givenAt(url("/a"), null);

        assertThat(problem(run(), 400).detail()).contains("no bytes");
    }

    @Test
    void aReadingThatBreaksOffBeginsAnew() throws Exception {
        page = exchange -> {
            if (exchange.getRequestMethod().equals("GET") && reads.get() < 2) {
                reads.incrementAndGet();
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, 1_000_000);
                exchange.getResponseBody().flush();
                throw new IOException("cut");
            }
            serve(exchange);
        };
        imageApi.image(task).givenAt(url("/a"), "sha512");

        assertThat(run().statusCode()).isEqualTo(200);

        assertThat(reads).hasValue(3);
        assertThat(imageApi.image(task).locationReports.get("digests").getString("os_hash_value"))
                .isEqualTo(hash("SHA-512"));
    }

    @ParameterizedTest
    @CsvSource({"location, 409", "found, 409", "found, 413", "found, 400", "digests, 400", "digests, 409"})
    void whatImageApiRefusesReachesTheWorker(String what, int status) throws Exception {
        imageApi.image(task).givenAt(url("/a"), "sha512").refusesLocation(what, status);

        assertThat(problem(run(), status).detail()).isEqualTo("Detail of " + status);
    }

    @Test
    void aWorkerThatHangsUpEndsTheReading() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        AtomicBoolean broken = new AtomicBoolean();
        page = exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                serve(exchange);
                return;
            }
            exchange.sendResponseHeaders(200, bytes.length);
            reading.countDown();
            try {
                for (int i = 0; i < 1_000; i++) {
                    exchange.getResponseBody().write(bytes, i * 1_000, 1_000);
                    exchange.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException e) {
                broken.set(true);
            }
        };
        imageApi.image(task).givenAt(url("/a"), "sha512");
        HttpClient worker = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> call =
                worker.sendAsync(request().build(), HttpResponse.BodyHandlers.ofString());
        reading.await();

        call.cancel(true);
        worker.shutdownNow();

        await().untilTrue(broken);
        assertThat(imageApi.image(task).locationReports).doesNotContainKey("digests");
    }

    @Test
    void imageApiLooksWithAndWithoutReading() throws Exception {
        LocationFacts glance =
                json.readValue(look("{\"url\": \"" + url("/a") + "\"}").body(), LocationFacts.class);
        assertThat(glance).isEqualTo(new LocationFacts("web", bytes.length, null, null, null, null));
        assertThat(reads).hasValue(0);

        LocationFacts read = json.readValue(
                look("{\"url\": \"" + url("/a") + "\", \"hash_algorithm\": \"sha512\"}")
                        .body(),
                LocationFacts.class);
        assertThat(read.osHashValue()).isEqualTo(hash("SHA-512"));
        assertThat(read.checksum()).isEqualTo(hash("MD5"));
        problem(look("{\"url\": \"" + url("/a") + "\", \"hash_algorithm\": \"crc\"}"), 400);
        problem(look("nonsense"), 400);
        problem(look("{\"url\": \"" + "x".repeat(70_000) + "\"}"), 413);
    }

    @Test
    void eachCallIsOpenToOneServiceAlone() throws Exception {
        problem(inside.send(request("store-gateway")), 403);
        problem(inside.send(request("image-api")), 403);
        problem(inside.send(lookRequest("import-worker", "{}")), 403);
        problem(
                inside.send(inside.request("/internal/v1/locations/look").POST(HttpRequest.BodyPublishers.noBody())),
                401);
        assertThat(new Door(front)
                        .send(new Door(front)
                                .request("/internal/v1/locations/look")
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + webPort + path;
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            reads.incrementAndGet();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            page.answer(exchange);
        } catch (IOException e) {
            // Cut off, as some are meant to be.
            exchange.close();
        }
    }

    private HttpRequest.Builder request() {
        return request("import-worker");
    }

    private HttpRequest.Builder request(String role) {
        return inside.request("/internal/v1/jobs/" + task + "/location")
                .header(Placement.GENERATION_HEADER, "7")
                .header("Authorization", "Bearer " + imageApi.issuer().token(role))
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private HttpRequest.Builder lookRequest(String role, String body) {
        return inside.request("/internal/v1/locations/look")
                .header("Authorization", "Bearer " + imageApi.issuer().token(role))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> run() throws Exception {
        return inside.send(request());
    }

    private HttpResponse<String> look(String body) throws Exception {
        return inside.send(lookRequest("image-api", body));
    }

    private String hash(String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private Problem problem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readValue(answer.body(), Problem.class);
    }
}
