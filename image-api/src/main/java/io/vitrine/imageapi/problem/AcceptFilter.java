package io.vitrine.imageapi.problem;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The public API speaks JSON whatever a client accepts: some send an empty header, some that of another call, and none expects 406
 * (spec: images, 0.5). Version discovery reads the header before; errors read it from the request itself.
 */
class AcceptFilter {
    private static final String ANYTHING = "*/*";
    private static final int AFTER_VERSION_DISCOVERY = 150;

    @ServerRequestFilter(preMatching = true, priority = AFTER_VERSION_DISCOVERY)
    void acceptAnything(ContainerRequestContext request, HttpServerRequest http) {
        String accept = http.getHeader(HttpHeaders.ACCEPT);
        if (accept != null
                && !accept.equals(ANYTHING)
                && request.getUriInfo().getPath().startsWith("/v2")) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, ANYTHING);
        }
    }
}
