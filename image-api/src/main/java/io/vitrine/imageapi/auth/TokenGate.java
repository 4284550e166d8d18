package io.vitrine.imageapi.auth;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * No token, no answer: strangers do not learn which paths and methods exist (spec: images, 0.3: 401 comes before 404 and 405). What a token
 * opens stands at each resource method.
 */
class TokenGate {
    /** After version discovery, which needs no token. */
    private static final int PRIORITY = 200;

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter(preMatching = true, priority = PRIORITY)
    Uni<Response> ask(ContainerRequestContext request, RoutingContext context) {
        if (!isGuarded(request.getUriInfo().getPath())) {
            return Uni.createFrom().nullItem();
        }
        return QuarkusHttpUser.getSecurityIdentity(context, null).map(identity -> judge(identity, request.getMethod()));
    }

    private static boolean isGuarded(String path) {
        return path.startsWith("/v2") || path.startsWith("/internal");
    }

    private static @Nullable Response judge(SecurityIdentity identity, String method) {
        if (identity.isAnonymous()) {
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        Caller caller = identity.getAttribute(CurrentCaller.ATTRIBUTE);
        if (caller != null && caller.isAnonymous() && !READS.contains(method)) {
            throw readOnly();
        }
        return null;
    }

    static ProblemException readOnly() {
        return ProblemException.forbidden("Read-only access");
    }
}
