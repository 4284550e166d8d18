package io.vitrine.imageapi.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Enforces {@link NoBody}. */
class NoBodyFilter {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH");

    @NoBody
    @ServerRequestFilter
    void refuse(ContainerRequestContext request) {
        String length = request.getHeaderString("Content-Length");
        boolean some = length != null && !length.equals("0");
        boolean chunked = request.getHeaderString("Transfer-Encoding") != null && WRITES.contains(request.getMethod());
        if (some || chunked) {
            throw ProblemException.badRequest("A body is not expected in this request.");
        }
    }
}
