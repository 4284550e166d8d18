package io.vitrine.keycleanup.barbican;

import java.net.URI;

/** Addresses out of the configuration. */
final class Endpoints {
    private Endpoints() {}

    static boolean isHttp(URI address) {
        return address.getHost() != null
                && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
    }
}
