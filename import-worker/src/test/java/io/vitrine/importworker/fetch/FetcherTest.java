package io.vitrine.importworker.fetch;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.raw;
import static io.vitrine.importworker.fetch.ScriptedSource.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vitrine.importworker.fetch.FetchOutcome.Denied;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import io.vitrine.importworker.fetch.FetchOutcome.TooLarge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            1,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            2,
            Duration.ofMillis(20),
            Duration.ofSeconds(5));
    private static final byte[] BODY = {1, 2, 3, 4, 5};

    private ScriptedSource source;
    /** What the name server says, and how often it was asked. */
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

    private final List<String> lookups = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        source = new ScriptedSource();
        names.put("source.example", List.of(InetAddress.ofLiteral("127.0.0.1")));
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    private Fetcher fetcher(String... settings) {
        List<String> all = new ArrayList<>(List.of("allowed-ports", source.port() + ",80,443"));
        all.addAll(List.of(settings));
        FilterConfig config = FilterConfigs.with(all.toArray(String[]::new));
        var client = new PinnedClient(VERTX.createHttpClient(PinnedClient.options(LIMITS)), LIMITS, Egress.DIRECT);
        return new Fetcher(VERTX, client, config, this::resolve, LIMITS);
    }

    /** May ask 127.0.0.1 and nothing else of the local networks. */
    private Fetcher lifted(String... settings) {
        List<String> all = new ArrayList<>(List.of("allow-cidrs", "127.0.0.1/32"));
        all.addAll(List.of(settings));
        return fetcher(all.toArray(String[]::new));
    }

    private List<InetAddress> resolve(String name) throws UnknownHostException {
        lookups.add(name);
        List<InetAddress> found = names.get(name);
        if (found == null) {
            throw new UnknownHostException(name);
        }
        return found;
    }

    private String named(String path) {
        return "http://source.example:" + source.port() + path;
    }

    private FetchOutcome open(Fetcher fetcher, String uri) throws InterruptedException {
        FetchOutcome outcome = fetcher.open(SourceRequest.of(uri, 1_000, null));
        if (outcome instanceof Opened(Source opened)) {
            opened.close();
        }
        return outcome;
    }

    @Test
    void aSourceIsOpenedWithNothingButTheNecessaryHeaders() throws Exception {
        source.at("/a?b=%20c", ok(BODY));

        FetchOutcome outcome = open(lifted(), named("/a?b=%20c"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Opened.class,
                        opened -> assertThat(opened.source().length()).hasValue(5));
        assertThat(source.requests.getFirst())
                .containsExactlyInAnyOrder(
                        "GET /a?b=%20c HTTP/1.1",
                        "host: source.example:" + source.port(),
                        "User-Agent: vitrine",
                        "Accept: */*",
                        "Accept-Encoding: identity",
                        "connection: close");
    }

    @Test
    void loopbackIsClosedByDefaultByAddressAndByName() throws Exception {
        assertThat(open(fetcher(), source.url("/a"))).isInstanceOf(Denied.class);
        assertThat(open(fetcher(), named("/a"))).isInstanceOf(Denied.class);
        assertThat(source.requests).isEmpty();
    }

    @Test
    void oneForbiddenAddressAmongSeveralIsEnough() throws Exception {
        names.put(
                "source.example",
                List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("169.254.169.254")));

        assertThat(open(lifted(), named("/a"))).isInstanceOf(Denied.class);
        assertThat(source.requests).isEmpty();
    }

    @Test
    void aNameServerThatChangesItsMindGainsNothing() throws Exception {
        source.at("/a", ok(BODY));
        var answers = new ArrayList<>(List.of("127.0.0.1", "169.254.169.254"));
        var client = new PinnedClient(VERTX.createHttpClient(PinnedClient.options(LIMITS)), LIMITS, Egress.DIRECT);
        FilterConfig config = FilterConfigs.with("allowed-ports", "" + source.port(), "allow-cidrs", "127.0.0.1/32");
        HostResolver rebinding = name -> List.of(InetAddress.ofLiteral(answers.removeFirst()));
        var fetcher = new Fetcher(VERTX, client, config, rebinding, LIMITS);

        assertThat(open(fetcher, named("/a"))).isInstanceOf(Opened.class);
        assertThat(answers).containsExactly("169.254.169.254");
        assertThat(open(fetcher, named("/a"))).isInstanceOf(Denied.class);
    }

    @Test
    void aDeadAddressIsFollowedByTheNext() throws Exception {
        source.at("/a", ok(BODY));
        names.put("source.example", List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")));

        assertThat(open(fetcher("allow-cidrs", "127.0.0.0/8"), named("/a"))).isInstanceOf(Opened.class);
        assertThat(lookups).containsExactly("source.example");
    }

    @Test
    void aNameThatDoesNotResolveFails() throws Exception {
        assertThat(open(lifted(), "http://unknown.example/a"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.sentence()).doesNotContain("unknown.example"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreFollowed(int status) throws Exception {
        source.at("/a", redirect(status, "b/c?d"))
                .at("/b/c?d", redirect(status, named("/e")))
                .at("/e", ok(BODY));

        assertThat(open(lifted(), named("/a"))).isInstanceOf(Opened.class);
        assertThat(lookups).hasSize(3);
    }

    @Test
    void tenRedirectsAreFollowedAndElevenAreNot() throws Exception {
        for (int i = 0; i < 12; i++) {
            source.at("/" + i, redirect(302, "/" + (i + 1)));
        }
        source.at("/10", ok(BODY));

        assertThat(open(lifted(), named("/0"))).isInstanceOf(Opened.class);
        source.at("/10", redirect(302, "/11")).at("/11", ok(BODY));
        assertThat(open(lifted(), named("/0"))).isInstanceOf(Failed.class);
        assertThat(open(lifted("max-redirects", "0"), named("/0"))).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.2/",
                "http://10.0.0.1/",
                "http://[::1]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://metadata.example/",
                "http://2130706433/",
                "http://127.1/",
                "http://user@source.example/",
                "http://source.example:22/",
                "file:///etc/passwd",
                "//169.254.169.254/",
                "http://source.example/#fragment",
                "http://bad host/",
                "http://[",
            })
    void aRedirectIsJudgedLikeAFirstUri(String location) throws Exception {
        names.put("metadata.example", List.of(InetAddress.ofLiteral("169.254.169.254")));
        source.at("/a", redirect(302, location));

        assertThat(open(lifted(), named("/a")))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.sentence()).startsWith("Redirect to disallowed URL"));
        assertThat(source.requests).hasSize(1);
    }

    @Test
    void aRedirectWithoutLocationIsDenied() throws Exception {
        source.at("/a", raw("HTTP/1.1 302 Found\r\nContent-Length: 0", new byte[0]));

        assertThat(open(lifted(), named("/a"))).isInstanceOf(Denied.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 304, 305, 400, 401, 403, 404, 407, 416, 500, 503})
    void everythingButAWholeBodyFails(int status) throws Exception {
        source.at("/a", raw("HTTP/1.1 " + status + " Something\r\nContent-Length: 0", new byte[0]));

        assertThat(open(lifted(), named("/a")))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.sentence()).contains("" + status));
    }

    @Test
    void anEncodedBodyIsRefused() throws Exception {
        source.at("/a", raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5", BODY))
                .at("/b", raw("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 5", BODY));

        assertThat(open(lifted(), named("/a"))).isInstanceOf(Failed.class);
        assertThat(open(lifted(), named("/b"))).isInstanceOf(Opened.class);
    }

    @Test
    void anAnnouncedLengthAboveTheCapIsRefusedAtOnce() throws Exception {
        source.at("/a", raw("HTTP/1.1 200 OK\r\nContent-Length: 1001", BODY))
                .at("/b", raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999", BODY))
                .at("/c", raw("HTTP/1.1 200 OK\r\nContent-Length: 1000", BODY));

        assertThat(open(lifted(), named("/a"))).isEqualTo(new TooLarge(1001));
        assertThat(open(lifted(), named("/b"))).isInstanceOf(Failed.class);
        assertThat(open(lifted(), named("/c"))).isInstanceOf(Opened.class);
    }

    @Test
    void aSourceThatNeverAnswersFailsInTime() throws Exception {
        source.at("/a", (client, out) -> Thread.currentThread().join());

        assertThat(open(lifted(), named("/a"))).isInstanceOf(Failed.class);
    }

    @Test
    void closedPortsSilentHostsAndStrangersLookAlike() throws Exception {
        source.at("/silent", (client, out) -> Thread.currentThread().join())
                .at("/rude", (client, out) -> client.close())
                .at("/stranger", raw("SSH-2.0-OpenSSH_9.2", new byte[0]));
        int closed;
        try (ServerSocket free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        Fetcher fetcher = lifted("allowed-ports", closed + "," + source.port());

        List<FetchOutcome> outcomes = List.of(
                open(fetcher, "http://source.example:" + closed + "/"),
                open(fetcher, named("/silent")),
                open(fetcher, named("/rude")),
                open(fetcher, named("/stranger")),
                open(fetcher, "https://source.example:" + source.port() + "/"));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isEqualTo(outcomes.getFirst()));
        assertThat(outcomes.getFirst()).isInstanceOf(Failed.class);
    }
}
