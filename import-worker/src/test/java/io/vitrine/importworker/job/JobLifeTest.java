package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.raw;
import static io.vitrine.importworker.fetch.ScriptedSource.redirect;
import static io.vitrine.importworker.fetch.ScriptedSource.stall;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.oidc.client.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vitrine.importworker.fetch.Fetchers;
import io.vitrine.importworker.fetch.ScriptedSource;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.method.ImportMethods;
import io.vitrine.importworker.method.WebDownload;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobLifeTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final long CAP = 10_000_000;

    /** Two busy cores may be slow; nothing here waits for a time-out of ours but where its name says so. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(20));
    }

    private ScriptedSource source;
    private FakeImageApi imageApi;
    private FakeGateway gateway;
    private RunningJobs running;
    private JobClient client;
    private Slots slots;
    private final AtomicInteger tokens = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        source = new ScriptedSource();
        imageApi = new FakeImageApi(VERTX);
        gateway = new FakeGateway(VERTX);
        running = new RunningJobs();
        var json = new ObjectMapper();
        var token = new ServiceToken(() -> new Tokens(
                "token-" + tokens.incrementAndGet(),
                Instant.now().getEpochSecond() + 300,
                null,
                null,
                null,
                null,
                "import-worker"));
        client = new JobClient(new ImageApi(VERTX, imageApiAt(imageApi.url()), token), json, "holder-1");
        var fetch = new Fetch(Fetchers.loopback(VERTX, source.port()));
        var place = new Place(new GatewayClient(VERTX, () -> URI.create(gateway.url() + "/"), token, json));
        var methods = new ImportMethods(new WebDownload(fetch, place));
        slots = new Slots(2, client, new JobRun(methods, client, running, new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() throws Exception {
        running.stopAll();
        assertThat(slots.drain(Duration.ofSeconds(20))).isTrue();
        source.close();
        gateway.close();
        imageApi.close();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    private static ImageApiConfig imageApiAt(String url) {
        return new ImageApiConfig() {
            @Override
            public URI url() {
                return URI.create(url);
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(30);
            }
        };
    }

    private JsonObject report() {
        await().until(() -> !imageApi.reports.isEmpty());
        return imageApi.reports.getFirst();
    }

    private FakeGateway.Put put() {
        await().until(() -> !gateway.puts.isEmpty());
        return gateway.puts.getFirst();
    }

    private static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private void failedWith(String code, boolean retriable) {
        JsonObject failure = report().getJsonObject("failure");
        assertThat(failure.getString("code")).isEqualTo(code);
        assertThat(failure.getBoolean("retriable")).isEqualTo(retriable);
        assertThat(failure.getString("message")).endsWith(".").doesNotContain("127.0.0.1", "Exception", "io.");
    }

    @Test
    void bytesGoFromTheSourceToTheStoreAndTheEndIsReported() throws Exception {
        byte[] image = bytes(3_000_000);
        source.at("/image", ok(image));
        UUID task = imageApi.offer(source.url("/image"), CAP);

        slots.poll();

        JsonObject report = report();
        assertThat(report.getString("path")).isEqualTo("/internal/v1/jobs/" + task + "/finish");
        assertThat(report.getString("holder")).isEqualTo("holder-1");
        assertThat(report.getLong("generation")).isEqualTo(7);
        assertThat(report.containsKey("failure")).isFalse();
        FakeGateway.Put put = put();
        assertThat(put.path).isEqualTo("/internal/v1/jobs/" + task + "/stores/local/data");
        assertThat(put.bytes).hasValue(image.length);
        assertThat(put.whole).isTrue();
        assertThat(put.headers)
                .containsEntry("X-Vitrine-Generation", "7")
                .containsEntry("Content-Length", "3000000")
                .containsEntry("Authorization", "Bearer token-1");
        assertThat(imageApi.tokens).containsOnly("Bearer token-1");
    }

    @Test
    void aSourceThatDoesNotSayItsLengthIsSentInChunks() throws Exception {
        source.at(
                "/chunked",
                raw(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                        "4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        imageApi.offer(source.url("/chunked"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().bytes).hasValue(7);
        assertThat(put().headers).doesNotContainKey("Content-Length");
    }

    @Test
    void anEmptySourceIsAnEmptyImage() throws Exception {
        source.at("/empty", ok(new byte[0]));
        imageApi.offer(source.url("/empty"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().whole).isTrue();
    }

    @Test
    void jobsAreClaimedOneAfterTheOtherWhileTheyCome() throws Exception {
        source.at("/a", ok(bytes(10)));
        for (int i = 0; i < 5; i++) {
            imageApi.offer(source.url("/a"), CAP);
        }

        slots.wake();

        await().until(() -> imageApi.reports.size() == 5);
    }

    @Test
    void neverMoreJobsThanSlots() throws Exception {
        source.at("/a", stall("HTTP/1.1 200 OK\r\nContent-Length: 100", bytes(10)));
        for (int i = 0; i < 4; i++) {
            imageApi.offer(source.url("/a"), CAP);
        }

        slots.poll();
        slots.poll();

        assertThat(imageApi.claims).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff"
            })
    void aSourceThatBreaksOffBreaksThePutOff(String head) throws Exception {
        source.at("/cut", raw(head, bytes(500_000)));
        imageApi.offer(source.url("/cut"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        await().until(() -> put().broken);
        assertThat(put().whole).isFalse();
    }

    @Test
    void aSourceThatHangsBreaksThePutOff() throws Exception {
        source.at("/hang", stall("HTTP/1.1 200 OK\r\nContent-Length: 1000", bytes(500)));
        imageApi.offer(source.url("/hang"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        await().until(() -> put().broken);
    }

    @Test
    void aSourceThatDripsIsTooSlow() throws Exception {
        source.at("/drip", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.interrupted()) {
                out.write(1);
                out.flush();
                Thread.sleep(100);
            }
        });
        imageApi.offer(source.url("/drip"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        assertThat(report().getJsonObject("failure").getString("message")).contains("slowly");
    }

    @Test
    void moreBytesThanTheCapAreRefusedAtOnceOrWhileTheyCome() throws Exception {
        source.at("/told", ok(bytes(1001)));
        imageApi.offer(source.url("/told"), 1000);
        slots.poll();
        failedWith("too_large", false);
        assertThat(gateway.puts).isEmpty();

        imageApi.reports.clear();
        source.at("/untold", raw("HTTP/1.1 200 OK", bytes(1001)));
        imageApi.offer(source.url("/untold"), 1000);
        slots.poll();
        failedWith("too_large", false);
        await().until(() -> put().broken);
    }

    @Test
    void theCapItselfIsAllowed() throws Exception {
        source.at("/untold", raw("HTTP/1.1 200 OK", bytes(1000)));
        imageApi.offer(source.url("/untold"), 1000);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
    }

    @Test
    void aForbiddenUriAndAForbiddenRedirectAreDenied() throws Exception {
        imageApi.offer("http://169.254.169.254/latest", CAP);
        slots.poll();
        failedWith("fetch_denied", false);

        imageApi.reports.clear();
        source.at("/away", redirect(302, "http://10.0.0.1/"));
        imageApi.offer(source.url("/away"), CAP);
        slots.poll();
        failedWith("fetch_denied", false);
    }

    @Test
    void aStaleJobStopsWithoutAWord() throws Exception {
        gateway.refusal = FakeGateway.problem(409, "stale");
        source.at("/a", ok(bytes(5_000_000)));
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        await().until(() -> running.leases().isEmpty() && imageApi.claims.size() == 3);
        assertThat(imageApi.reports).isEmpty();
        assertThat(put().bytes).hasValue(0);
    }

    @Test
    void whatTheGatewaySaysReachesTheUser() throws Exception {
        source.at("/a", ok(bytes(5_000_000)));
        gateway.refusal = FakeGateway.problem(413, "Quota is used up.");
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        failedWith("too_large", false);
        assertThat(report().getJsonObject("failure").getString("message")).isEqualTo("Quota is used up.");
        assertThat(report().getJsonObject("failure").getString("store")).isEqualTo("local");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 401, 403})
    void aGatewayThatCannotIsTriedAgain(int status) throws Exception {
        source.at("/a", ok(bytes(5_000)));
        gateway.refusal = FakeGateway.problem(status, "not now at 127.0.0.1");
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        failedWith("store_failed", true);
    }

    @Test
    void aGatewayThatIsAwayOrBreaksOffIsTriedAgain() throws Exception {
        source.at("/a", ok(bytes(5_000)));
        gateway.refusal = request -> request.connection().close();
        imageApi.offer(source.url("/a"), CAP);
        slots.poll();
        failedWith("store_failed", true);

        imageApi.reports.clear();
        gateway.close();
        imageApi.offer(source.url("/a"), CAP);
        slots.poll();
        failedWith("store_failed", true);
    }

    @Test
    void aLostLeaseStopsTheJobAtOnceAndNothingIsReported() throws Exception {
        source.at("/endless", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.interrupted()) {
                out.write(bytes(1000));
                out.flush();
                Thread.sleep(20);
            }
        });
        UUID task = imageApi.offer(source.url("/endless"), CAP);
        slots.poll();
        await().until(() -> put().bytes.get() > 10_000);
        imageApi.lost.add(task.toString());

        new LeaseKeeper(running, client).renew();

        await().until(() -> put().broken);
        await().until(() -> running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
        JsonObject renewal = imageApi.renewals.getFirst();
        assertThat(renewal.getString("holder")).isEqualTo("holder-1");
        assertThat(renewal.getJsonArray("jobs").getJsonObject(0).getString("id"))
                .isEqualTo(task.toString());
        assertThat(renewal.getJsonArray("jobs").getJsonObject(0).getLong("generation"))
                .isEqualTo(7);
    }

    @Test
    void aLostLeaseStopsAJobThatWaitsForItsSourceOrItsGateway() throws Exception {
        source.at("/silent", (socket, out) -> Thread.currentThread().join());
        source.at("/a", ok(bytes(9_000_000)));
        UUID first = imageApi.offer(source.url("/silent"), CAP);
        gateway.deaf = true;
        UUID second = imageApi.offer(source.url("/a"), CAP);
        slots.poll();
        await().until(() -> source.requests.size() == 2 && !gateway.puts.isEmpty());
        imageApi.lost.add(first.toString());
        imageApi.lost.add(second.toString());

        new LeaseKeeper(running, client).renew();

        await().until(() -> running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
    }

    @Test
    void theReportIsRepeatedUntilItIsKnown() throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.reportStatuses.add(503);
        imageApi.reportStatuses.add(500);
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        await().until(() -> imageApi.reports.size() == 3);
        assertThat(gateway.puts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 404, 400})
    void aReportThatNobodyWantsIsForgotten(int status) throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.reportStatuses.add(status);
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        await().until(() -> imageApi.claims.size() == 3);
        assertThat(imageApi.reports).hasSize(1);
    }

    @Test
    void aRefusedTokenIsReplaced() throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.claimStatuses.add(401);
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(imageApi.tokens).startsWith("Bearer token-1", "Bearer token-2");
    }

    @Test
    void anImageApiThatIsAwayFreesTheSlot() throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.claimStatuses.add(503);
        imageApi.claimStatuses.add(500);
        imageApi.offer(source.url("/a"), CAP);

        slots.wake();
        slots.wake();
        slots.wake();

        assertThat(report().containsKey("failure")).isFalse();
    }

    @Test
    void whatThisReleaseCannotDoFailsWithASentence() throws Exception {
        imageApi.offer("glance-direct", null, CAP, "local");
        slots.poll();
        failedWith("unknown_method", false);

        imageApi.reports.clear();
        imageApi.offer("web-download", source.url("/a"), CAP, "local", "bucket");
        slots.poll();
        failedWith("store_failed", false);

        imageApi.reports.clear();
        imageApi.offer("web-download", null, CAP, "local");
        slots.poll();
        failedWith("fetch_denied", false);
        assertThat(source.requests).isEmpty();
    }

    @Test
    void aClosingWorkerClaimsNothingAndLetsItsJobsEnd() throws Exception {
        source.at("/slow", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 5; i++) {
                out.write(i);
                out.flush();
                Thread.sleep(100);
            }
        });
        imageApi.offer(source.url("/slow"), CAP);
        slots.wake();
        imageApi.offer(source.url("/slow"), CAP);

        boolean ended = slots.drain(Duration.ofSeconds(10));

        assertThat(ended).isTrue();
        assertThat(imageApi.reports).hasSize(1);
        assertThat(imageApi.claims).hasSize(1);
        slots.poll();
        assertThat(imageApi.claims).hasSize(1);
    }
}
