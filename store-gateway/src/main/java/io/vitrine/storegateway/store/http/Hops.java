package io.vitrine.storegateway.store.http;

import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.Trust;
import io.vitrine.storegateway.store.http.UriRules.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks, and follows redirects: every hop must name an allowed host and resolve to addresses that may be asked before a packet is sent to it.
 * No proxy, no cookie, no credential. Safe for use from any thread; blocks it, and an interrupt breaks off.
 */
final class Hops {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final int IDLE_CONNECTIONS = 4;

    private final UriRules rules;
    private final CheckedDns dns;
    private final OkHttpClient http;

    Hops(UriRules rules, CheckedDns dns, Optional<Trust> trust, HttpTimes times) {
        this.rules = rules;
        this.dns = dns;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dns(dns)
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(false)
                .followSslRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .connectTimeout(times.connect())
                .readTimeout(times.silence());
        trust.ifPresent(own -> builder.sslSocketFactory(own.sockets(), own.manager()));
        this.http = builder.build();
    }

    boolean mayAsk(URI uri) {
        return rules.judge(uri).isPresent();
    }

    /**
     * The final answer, whatever it says.
     *
     * @param range value of {@code Range}, null for none
     * @throws StoreException {@code REFUSED} for a host that must not be asked, {@code TRY_LATER} when nobody answers
     */
    Response ask(String method, URI uri, @Nullable String range) {
        Target target = rules.judge(uri).orElseThrow(Hops::refused);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Response answer = send(method, target, range);
            if (!REDIRECTS.contains(answer.code())) {
                return answer;
            }
            try (answer) {
                target = next(target, answer.header("Location"));
            }
        }
        throw new StoreException(Kind.BROKEN, "The server redirects too often.", null);
    }

    private Response send(String method, Target target, @Nullable String range) {
        Request.Builder request = new Request.Builder()
                .url(url(target))
                .method(method, null)
                .header("User-Agent", "vitrine")
                .header("Accept", "*/*")
                // Named, so that the client neither asks for an encoding nor undoes one.
                .header("Accept-Encoding", "identity");
        if (range != null) {
            request.header("Range", range);
        }
        try {
            InetAddress literal = target.host().address();
            if (literal != null) {
                dns.require(literal);
            }
            return http.newCall(request.build()).execute();
        } catch (CheckedDns.Denied e) {
            throw refused();
        } catch (IOException e) {
            throw new StoreException(Kind.TRY_LATER, "The server cannot be reached or does not answer.", e);
        }
    }

    /** What the client makes of the text must be what was judged. */
    private static HttpUrl url(Target target) {
        HttpUrl url = HttpUrl.parse(target.uri().toASCIIString());
        String host = target.host().text();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (url == null
                || url.isHttps() != target.https()
                || url.port() != target.port()
                || !withoutTrailingDot(url.host()).equals(bare)) {
            throw refused();
        }
        return url;
    }

    private static String withoutTrailingDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private Target next(Target from, @Nullable String location) {
        if (location == null) {
            throw new StoreException(Kind.BROKEN, "The server redirects without saying where to.", null);
        }
        try {
            return rules.judge(from.uri().resolve(location))
                    .filter(to -> to.https() || !from.https())
                    .orElseThrow(Hops::refused);
        } catch (IllegalArgumentException e) {
            throw new StoreException(Kind.BROKEN, "The server redirects to something that is no address.", e);
        }
    }

    private static StoreException refused() {
        return new StoreException(Kind.REFUSED, "The location, or what it redirects to, must not be asked.", null);
    }
}
