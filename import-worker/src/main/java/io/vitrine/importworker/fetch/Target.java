package io.vitrine.importworker.fetch;

import io.vitrine.contracts.egress.HostName;
import java.net.URI;

/**
 * Where one request of a fetch goes: allowed by its text, its addresses not judged yet.
 *
 * @param path path and query as on the request line
 * @param uri what it was made of; a redirect is resolved against it
 */
record Target(boolean https, HostName host, int port, String path, URI uri) {
    boolean sameOrigin(Target other) {
        return https == other.https && port == other.port && host.text().equals(other.host.text());
    }
}
