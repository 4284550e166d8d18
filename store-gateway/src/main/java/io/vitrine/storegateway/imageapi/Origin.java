package io.vitrine.storegateway.imageapi;

import java.net.URI;

/** The parts of image-api's URL that a client needs. */
public final class Origin {
    private Origin() {}

    public static boolean tls(URI url) {
        return "https".equals(url.getScheme());
    }

    public static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return tls(url) ? 443 : 80;
    }
}
