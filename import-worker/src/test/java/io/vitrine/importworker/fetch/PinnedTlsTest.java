package io.vitrine.importworker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vitrine.importworker.fetch.FetchOutcome.Denied;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to the checked address, and TLS still asks for the name: SNI, certificate and {@code Host}. */
class PinnedTlsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            1,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            2,
            Duration.ofMillis(20),
            Duration.ofSeconds(5));

    @TempDir
    static Path dir;

    private static PfxOptions certificate;
    private static HttpServer server;
    private static final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        String store = dir.resolve("source.p12").toString();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "source",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=source.example",
                        "-ext",
                        "san=dns:source.example",
                        "-keystore",
                        store,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        certificate = new PfxOptions().setPath(store).setPassword("changeit");
        server = VERTX.createHttpServer(
                        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate))
                .requestHandler(request -> {
                    seen.add(request.connection().indicatedServerName() + " "
                            + request.authority().host());
                    if (request.path().equals("/down")) {
                        request.response()
                                .setStatusCode(302)
                                .putHeader("Location", "http://source.example:" + server.actualPort() + "/")
                                .end();
                    } else {
                        request.response().end("bytes");
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    private static FetchOutcome open(boolean trusted, String name, String path) throws InterruptedException {
        var options = PinnedClient.options(LIMITS);
        if (trusted) {
            options.setTrustOptions(certificate);
        }
        FilterConfig config =
                FilterConfigs.with("allowed-ports", "" + server.actualPort(), "allow-cidrs", "127.0.0.1/32");
        var fetcher = new Fetcher(
                VERTX,
                new PinnedClient(VERTX.createHttpClient(options), LIMITS, Egress.DIRECT),
                config,
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                LIMITS);
        FetchOutcome outcome =
                fetcher.open(SourceRequest.of("https://" + name + ":" + server.actualPort() + path, 1_000, null));
        if (outcome instanceof Opened(Source source)) {
            source.close();
        }
        return outcome;
    }

    @Test
    void aTrustedCertificateForTheNameOpensAndTheServerHearsTheName() throws Exception {
        assertThat(open(true, "source.example", "/")).isInstanceOf(Opened.class);
        assertThat(seen).contains("source.example source.example");
    }

    @Test
    void aCertificateForAnotherNameOpensNothing() throws Exception {
        assertThat(open(true, "other.example", "/")).isInstanceOf(Failed.class);
    }

    @Test
    void aCertificateNobodyVouchesForOpensNothing() throws Exception {
        assertThat(open(false, "source.example", "/")).isInstanceOf(Failed.class);
    }

    @Test
    void nothingLeadsFromHttpsToHttp() throws Exception {
        assertThat(open(true, "source.example", "/down"))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.sentence()).contains("https to http"));
    }
}
