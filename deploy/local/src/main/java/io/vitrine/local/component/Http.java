package io.vitrine.local.component;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Looks at a server on this machine. */
public final class Http {
    private static final int TIMEOUT_MS = 5000;

    private Http() {}

    /** The status of a GET; 0 when nobody answers. */
    public static int status(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            // Not there yet: the caller asks again.
            return 0;
        }
    }
}
