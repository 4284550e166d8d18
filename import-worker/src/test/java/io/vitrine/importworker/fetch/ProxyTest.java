package io.vitrine.importworker.fetch;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vitrine.importworker.fetch.FetchOutcome.Denied;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way out by a proxy: what it is told, and that it is told nothing about places that are not allowed. */
class ProxyTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            1,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            1,
            Duration.ofMillis(10),
            Duration.ofSeconds(5));

    /** Plays the proxy. */
    private ScriptedSource proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ScriptedSource();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    private FetchOutcome open(String uri, String address, String... more) throws Exception {
        String[] settings = new String[more.length + 4];
        System.arraycopy(new String[] {"host", "127.0.0.1", "port", "" + proxy.port()}, 0, settings, 0, 4);
        System.arraycopy(more, 0, settings, 4, more.length);
        var client = new PinnedClient(
                VERTX.createHttpClient(PinnedClient.options(LIMITS)), LIMITS, Egress.of(FilterConfigs.proxy(settings)));
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        HostResolver names = name -> List.of(InetAddress.getByAddress(name, bytes));
        var fetcher = new Fetcher(VERTX, client, FilterConfigs.with(), names, LIMITS);
        FetchOutcome outcome = fetcher.open(SourceRequest.of(uri, 1_000, null));
        if (outcome instanceof Opened(Source source)) {
            source.close();
        }
        return outcome;
    }

    @Test
    void aTunnelGoesToTheCheckedAddressAndNotToTheName() throws Exception {
        FetchOutcome outcome = open("https://source.example/a", "203.0.113.7", "username", "me", "password", "secret");

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(proxy.requests.getFirst())
                .contains("CONNECT 203.0.113.7:443 HTTP/1.1")
                .anyMatch(line -> line.equalsIgnoreCase("proxy-authorization: Basic bWU6c2VjcmV0"));
        assertThat(proxy.requests.getFirst().toString()).doesNotContain("source.example");
    }

    @Test
    void thePlainHttpThatAProxyWouldLookUpAgainIsOffUnlessTheOperatorTrustsIt() throws Exception {
        proxy.at("http://source.example:80/a", ok(new byte[5]));

        assertThat(open("http://source.example/a", "203.0.113.7")).isInstanceOf(Failed.class);
        assertThat(proxy.requests).isEmpty();
        assertThat(open("http://source.example/a", "203.0.113.7", "plain-http", "true"))
                .isInstanceOf(Opened.class);
        assertThat(proxy.requests.getFirst())
                .contains("GET http://source.example:80/a HTTP/1.1")
                .anyMatch(line -> line.equalsIgnoreCase("host: source.example"));
    }

    @Test
    void theProxyIsNeverAskedForWhatIsNotAllowed() throws Exception {
        for (String address : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254")) {
            assertThat(open("https://source.example/a", address)).isInstanceOf(Denied.class);
            assertThat(open("http://source.example/a", address, "plain-http", "true"))
                    .isInstanceOf(Denied.class);
        }
        assertThat(proxy.requests).isEmpty();
    }
}
