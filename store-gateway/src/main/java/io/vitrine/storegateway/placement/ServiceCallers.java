package io.vitrine.storegateway.placement;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.imageapi.BearerToken;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Which of our own services calls: its token is judged here, because the routes of this service are not REST resources. */
@ApplicationScoped
public class ServiceCallers {
    private final Vertx vertx;
    private final TokenRules rules;
    private final TenantIdentityProvider identities;

    ServiceCallers(Vertx vertx, TokenRules rules, TenantIdentityProvider identities) {
        this.vertx = vertx;
        this.rules = rules;
        this.identities = identities;
    }

    /** Fails unless the bearer of the token has the role. Completes on the caller's event loop. */
    public Future<Boolean> require(String role, @Nullable String authorization) {
        String token = BearerToken.of(authorization);
        if (token == null) {
            return Future.failedFuture(
                    new ProblemException(ProblemType.UNAUTHENTICATED.with("A service token is needed.")));
        }
        if (!rules.admit(token)) {
            return Future.failedFuture(invalid());
        }
        Promise<Boolean> judged = ((ContextInternal) vertx.getOrCreateContext()).promise();
        identities
                .authenticate(new AccessTokenCredential(token))
                .subscribe()
                .with(
                        identity -> {
                            if (rules.roles(token).contains(role)) {
                                judged.complete(true);
                            } else {
                                judged.fail(new ProblemException(ProblemType.FORBIDDEN.with(
                                        "This call is open to the role " + role + " alone.")));
                            }
                        },
                        judged::fail);
        return judged.future();
    }

    /** What to tell a caller who was not admitted. */
    public static Problem problem(Throwable refusal) {
        return switch (refusal) {
            case ProblemException known -> known.problem();
            case AuthenticationFailedException refused -> invalid().problem();
            default -> ProblemType.UNAVAILABLE.with("The service token cannot be judged just now.");
        };
    }

    private static ProblemException invalid() {
        return new ProblemException(ProblemType.UNAUTHENTICATED.with("The service token is invalid or expired."));
    }
}
