package io.vitrine.imageapi.version;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where clients reach this service: absolute links begin here, without a slash at the end (spec: images, 0.6). */
@ApplicationScoped
public class PublicUrl {
    /** Set by the server itself, and only where the sender is one of {@code images.trusted-gateways}. */
    private static final String TRUSTED = "X-Forwarded-Trusted-Proxy";

    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]+");

    private final Optional<String> configured;

    /** @param configured where clients reach this service: version documents and links begin with it; unset: as the request came */
    PublicUrl(@ConfigProperty(name = "images.public-endpoint") Optional<String> configured) {
        this.configured = configured.map(PublicUrl::withoutSlash);
    }

    /** For version discovery: as configured, else as the request came. */
    String endpoint(HttpServerRequest request) {
        return configured.orElseGet(() -> ofRequest(request));
    }

    /** For {@code Location} headers: as the request came, with what a proxy in front says about itself. */
    public String ofRequest(HttpServerRequest request) {
        String authority =
                request.authority() == null ? "" : request.authority().toString();
        // What does not look like a host would be written into a document as it is.
        if (!AUTHORITY.matcher(authority).matches()) {
            authority = request.localAddress().hostAddress() + ":"
                    + request.localAddress().port();
        }
        return request.scheme() + "://" + authority + prefix(request);
    }

    private static String prefix(HttpServerRequest request) {
        String prefix = request.getHeader("X-Forwarded-Prefix");
        return prefix != null
                        && Boolean.parseBoolean(request.getHeader(TRUSTED))
                        && PREFIX.matcher(withoutSlash(prefix)).matches()
                ? withoutSlash(prefix)
                : "";
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
