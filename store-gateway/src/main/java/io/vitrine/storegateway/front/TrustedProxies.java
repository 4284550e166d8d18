package io.vitrine.storegateway.front;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/** Whose word about where a call came from counts (spec: seeds, section 3). */
@ApplicationScoped
class TrustedProxies {
    private final List<Network> networks;

    TrustedProxies(FrontConfig config) {
        networks = config.trustedProxies().orElse(List.of()).stream()
                .map(Network::parse)
                .toList();
    }

    /** Judged by the other end of the connection, which no header changes. */
    boolean include(HttpServerRequest request) {
        if (networks.isEmpty()) {
            return false;
        }
        InetAddress sender =
                InetAddress.ofLiteral(request.connection().remoteAddress().hostAddress());
        return networks.stream().anyMatch(network -> network.contains(sender));
    }
}
