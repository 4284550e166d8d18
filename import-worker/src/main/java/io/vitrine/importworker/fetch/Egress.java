package io.vitrine.importworker.fetch;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a request leaves: straight to a checked address, or by a proxy that is told to tunnel to exactly that address. */
final class Egress {
    static final Egress DIRECT = new Egress(null, false);

    private final @Nullable ProxyOptions proxy;
    private final boolean plainHttp;

    private Egress(@Nullable ProxyOptions proxy, boolean plainHttp) {
        this.proxy = proxy;
        this.plainHttp = plainHttp;
    }

    static Egress of(ProxyConfig config) {
        if (config.host().isEmpty()) {
            return DIRECT;
        }
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(config.host().get())
                .setPort(config.port());
        config.username().ifPresent(options::setUsername);
        config.password().ifPresent(options::setPassword);
        return new Egress(options, config.plainHttp());
    }

    /** @throws IOException when this way is closed for the target */
    void route(RequestOptions request, Target target, InetAddress address) throws IOException {
        if (proxy == null) {
            request.setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())));
        } else if (target.https()) {
            request.setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(nameless(address), target.port())))
                    .setProxyOptions(proxy);
        } else if (plainHttp) {
            request.setServer(SocketAddress.inetSocketAddress(proxy.getPort(), proxy.getHost()))
                    .setURI("http://" + target.host().text() + ":" + target.port() + target.path());
            if (proxy.getUsername() != null) {
                request.putHeader("Proxy-Authorization", "Basic " + credentials(proxy));
            }
        } else {
            throw new IOException("images.import.proxy.plain-http is off: the proxy would look the name up again");
        }
    }

    /** An address that remembers its name would make the proxy look the name up again. */
    private static InetAddress nameless(InetAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(address.getAddress());
    }

    private static String credentials(ProxyOptions proxy) {
        String password = proxy.getPassword() == null ? "" : proxy.getPassword();
        return Base64.getEncoder()
                .encodeToString((proxy.getUsername() + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
