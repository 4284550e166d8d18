package io.vitrine.imageapi.auth;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one token that decides about a request. On the public API that is the user's. On the internal API the service's own token in
 * {@code Authorization} decides, and {@code X-Auth-Token} is the user it works for.
 */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
    private static final SecurityIdentity NOBODY =
            QuarkusSecurityIdentity.builder().setAnonymous(true).build();

    private final Callers callers;
    private final TokenVerifier verifier;
    private final AuthConfig config;

    TokenMechanism(Callers callers, TokenVerifier verifier, AuthConfig config) {
        this.callers = callers;
        this.verifier = verifier;
        this.config = config;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        // An identity even for nobody: otherwise the mechanism of quarkus-oidc would be asked next, and it knows fewer
        // rules.
        return context.normalizedPath().startsWith("/internal/")
                ? TokenHeaders.bearer(context.request())
                        .map(token -> verifier.verify(token, Duration.ZERO).map(TokenMechanism::service))
                        .orElseGet(() -> Uni.createFrom().item(NOBODY))
                : TokenHeaders.of(context.request())
                        .map(headers -> callers.of(headers).map(caller -> user(caller, headers.token())))
                        .orElseGet(() ->
                                Uni.createFrom().item(config.anonymousRead() ? user(Caller.ANONYMOUS, null) : NOBODY));
    }

    private static SecurityIdentity service(VerifiedToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.userId()))
                .addRoles(token.serviceRoles())
                .build();
    }

    private static SecurityIdentity user(Caller caller, @Nullable String token) {
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.userId()))
                .addAttribute(CurrentCaller.ATTRIBUTE, caller);
        if (token != null) {
            identity.addAttribute(CurrentCaller.TOKEN, token);
        }
        return identity.build();
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
