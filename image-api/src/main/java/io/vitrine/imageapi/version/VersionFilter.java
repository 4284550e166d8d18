package io.vitrine.imageapi.version;

import io.vertx.core.http.HttpServerRequest;
import io.vitrine.imageapi.gateway.CachingGateways;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Version discovery, without a token and before anything is routed (spec: images, section 1). Aliases such as {@code /v2.9/images} go on as
 * {@code /v2/images}; whatever names no version is answered with the document: old clients find their way from there.
 */
class VersionFilter {
    /** Before tokens are asked for. */
    static final int PRIORITY = 100;

    private static final Set<String> NO_VERSIONS = Set.of("internal", "healthcheck", "schemas");
    private static final Pattern WANTED =
            Pattern.compile("application/vnd\\.openstack\\.images-v(\\d+(?:\\.\\d+)?)\\b.*");

    private final PublicUrl publicUrl;
    private final CachingGateways caches;

    VersionFilter(PublicUrl publicUrl, CachingGateways caches) {
        this.publicUrl = publicUrl;
        this.caches = caches;
    }

    @ServerRequestFilter(preMatching = true, priority = PRIORITY)
    @Nullable
    Response discover(ContainerRequestContext context, HttpServerRequest request) {
        // As it was sent: decoded it would not be a path any more.
        String path = request.path();
        String segment = firstSegment(path);
        if (NO_VERSIONS.contains(segment) || segment.equals("v2")) {
            return null;
        }
        if (segment.equals("versions")) {
            return document(200, request);
        }
        if (versions().isSegment(segment)) {
            goOn(context, "/v2" + path.substring(segment.length() + 1));
            return null;
        }
        if (wantsKnownVersion(context.getHeaderString("Accept"))) {
            goOn(context, "/v2" + path);
            return null;
        }
        return document(300, request);
    }

    private ApiVersions versions() {
        return ApiVersions.of(caches.wasOn());
    }

    private Response document(int status, HttpServerRequest request) {
        return Response.status(status)
                .header("Content-Type", "application/json")
                .entity(versions().document(publicUrl.endpoint(request)))
                .build();
    }

    private boolean wantsKnownVersion(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        Matcher wanted = WANTED.matcher(accept);
        return wanted.matches() && (wanted.group(1).equals("2") || versions().knows(wanted.group(1)));
    }

    private static void goOn(ContainerRequestContext context, String path) {
        URI uri = context.getUriInfo().getRequestUri();
        String query = uri.getRawQuery();
        context.setRequestUri(URI.create(query == null ? path : path + "?" + query));
    }

    private static String firstSegment(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.indexOf('/', start);
        return path.substring(start, end < 0 ? path.length() : end);
    }
}
