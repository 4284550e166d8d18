package io.vitrine.importworker.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.oidc.client.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vitrine.importworker.convert.Converter;
import io.vitrine.importworker.fetch.Fetcher;
import io.vitrine.importworker.fetch.Fetchers;
import io.vitrine.importworker.fetch.ScriptedSource;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.method.Conversion;
import io.vitrine.importworker.method.Copied;
import io.vitrine.importworker.method.Download;
import io.vitrine.importworker.method.GivenLocation;
import io.vitrine.importworker.method.GlanceDirect;
import io.vitrine.importworker.method.GlanceDownload;
import io.vitrine.importworker.method.ImportMethods;
import io.vitrine.importworker.method.WebDownload;
import io.vitrine.importworker.remote.Regions;
import io.vitrine.importworker.remote.RemoteImages;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.Unpack;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A worker with two slots between a scripted source, a fake image-api and a fake gateway, all on loopback. */
abstract class JobSurroundings {
    private static Vertx vertx;
    static final long CAP = 10_000_000;

    /** Two busy cores may be slow; nothing here waits for a time-out of ours but where its name says so. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(20));
    }

    ScriptedSource source;
    FakeImageApi imageApi;
    FakeGateway gateway;
    RunningJobs running;
    private Consumer<Optional<Converter>> wire;
    JobClient client;
    Slots slots;
    private final AtomicInteger tokens = new AtomicInteger();

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @BeforeEach
    void start() throws IOException {
        source = new ScriptedSource();
        imageApi = new FakeImageApi(vertx);
        gateway = new FakeGateway(vertx);
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
        client = new JobClient(new ImageApi(vertx, imageApiAt(imageApi.url()), token), json, "holder-1");
        Fetcher fetcher = Fetchers.loopback(vertx, source.port());
        var bytes = new GatewayClient(vertx, () -> URI.create(gateway.url() + "/"), token, json);
        var regions = new Regions(() -> Map.of("east", () -> Optional.of(URI.create(source.url("")))));
        var news = new ImageApiNews(new ImageApi(vertx, imageApiAt(imageApi.url()), token), json);
        wire = converter -> {
            var conversion = new Conversion(bytes, news, converter());
            var download = new Download(new Fetch(fetcher), new Place(bytes), conversion);
            var methods = new ImportMethods(
                    new GlanceDirect(bytes, new Unpack(), conversion, Duration.ofMinutes(5)),
                    new Copied(new Copy(bytes)),
                    new WebDownload(download, new Unpack()),
                    new GlanceDownload(new RemoteImages(regions, fetcher, news, json), download),
                    new GivenLocation(bytes));
            slots = new Slots(2, client, new JobRun(methods, client, running, new SimpleMeterRegistry()));
        };
        wire.accept(converter());
    }

    /** From now on. */
    final void use(Converter converter) {
        wire.accept(Optional.of(converter));
    }

    /** Without one unless a test has use for it. */
    Optional<Converter> converter() {
        return Optional.empty();
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
        vertx.close();
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

    final JsonObject report() {
        await().until(() -> !imageApi.reports.isEmpty());
        return imageApi.reports.getFirst();
    }

    final FakeGateway.Put put() {
        await().until(() -> !gateway.puts.isEmpty());
        return gateway.puts.getFirst();
    }

    static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    final void failedWith(String code, boolean retriable) {
        JsonObject failure = report().getJsonObject("failure");
        assertThat(failure.getString("code")).isEqualTo(code);
        assertThat(failure.getBoolean("retriable")).isEqualTo(retriable);
        assertThat(failure.getString("message")).endsWith(".").doesNotContain("127.0.0.1", "Exception", "io.");
    }
}
