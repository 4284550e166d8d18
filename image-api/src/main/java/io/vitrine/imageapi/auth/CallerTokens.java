package io.vitrine.imageapi.auth;

import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges a user's token that another service hands on in {@code X-Auth-Token}: such a request is made by the service, whose own token
 * opened the internal API, for the user.
 */
@ApplicationScoped
public class CallerTokens {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TokenVerifier verifier;

    CallerTokens(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Blocks while the issuer's keys are fetched, which is rare.
     *
     * @param token as it stood in the header, null when there was none
     * @throws ProblemException 401 when the token is missing or bad, 503 when it cannot be judged just now
     */
    public Caller authenticate(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        return verifier.verify(token).await().atMost(PATIENCE).caller();
    }
}
