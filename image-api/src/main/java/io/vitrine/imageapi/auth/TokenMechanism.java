package io.vitrine.imageapi.auth;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Finds the one token that decides about a request. On the public API {@code X-Auth-Token} alone decides when it is there, whatever stands
 * in {@code Authorization}: keystoneauth sends two different tokens. On the internal API the service's own token in {@code Authorization}
 * decides, and {@code X-Auth-Token} is the user it works for.
 */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
    private static final String X_AUTH_TOKEN = "X-Auth-Token";
    private static final String BEARER = "Bearer ";
    private static final SecurityIdentity NOBODY =
            QuarkusSecurityIdentity.builder().setAnonymous(true).build();

    private final TokenVerifier verifier;

    TokenMechanism(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        // An identity even for nobody: otherwise the mechanism of quarkus-oidc would be asked next, and it knows fewer
        // rules.
        return token(context)
                .map(token -> verifier.verify(token).map(TokenMechanism::identity))
                .orElseGet(() -> Uni.createFrom().item(NOBODY));
    }

    private static Optional<String> token(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!context.normalizedPath().startsWith("/internal/")) {
            List<String> own = request.headers().getAll(X_AUTH_TOKEN);
            if (!own.isEmpty()) {
                return Optional.of(only(own));
            }
        }
        List<String> authorization = request.headers().getAll("Authorization");
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        String value = only(authorization);
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).trim())
                : Optional.empty();
    }

    /** Of two tokens in one header nobody can say which was meant: what is no token is refused later. */
    private static String only(List<String> values) {
        return values.size() == 1 ? values.getFirst() : "";
    }

    private static SecurityIdentity identity(VerifiedToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.caller().userId()))
                .addRoles(token.serviceRoles())
                .addAttribute(CurrentCaller.ATTRIBUTE, token.caller())
                .build();
    }

    /** Answers are written by the problem mappers. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    /** Before the mechanism that quarkus-oidc brings. */
    @Override
    public int getPriority() {
        return 10 * DEFAULT_PRIORITY;
    }
}
