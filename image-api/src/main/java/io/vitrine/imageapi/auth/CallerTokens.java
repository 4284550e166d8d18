package io.vitrine.imageapi.auth;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges a user's token that another service hands on in {@code X-Auth-Token}: such a request is made by the service, whose own token
 * opened the internal API, for the user. {@code X-Service-Token} and {@code X-Project-Id} of the user's request come along.
 */
@ApplicationScoped
public class CallerTokens {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Callers callers;
    private final AuthConfig config;
    private final CurrentVertxRequest current;

    CallerTokens(Callers callers, AuthConfig config, CurrentVertxRequest current) {
        this.callers = callers;
        this.config = config;
        this.current = current;
    }

    /**
     * The user who wants to change something. Blocks while the issuer's keys are fetched, which is rare.
     *
     * @param token as it stood in the header, null when there was none
     * @throws ProblemException 401 when the token is missing or bad, 403 without a project, 503 when it cannot be judged just now
     */
    public Caller authenticate(@Nullable String token) {
        Caller caller = authenticateReader(token);
        if (caller.isAnonymous()) {
            throw TokenGate.readOnly();
        }
        return caller;
    }

    /** Like {@link #authenticate}, of a user who only reads: without a token that is {@link Caller#ANONYMOUS}, where this is allowed. */
    public Caller authenticateReader(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            if (config.anonymousRead() && token == null) {
                return Caller.ANONYMOUS;
            }
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        return CurrentCaller.withProject(
                judged(TokenHeaders.beside(token, current.getCurrent().request())));
    }

    /**
     * Whom a token speaks for, outside of any request.
     *
     * @param project which of the token's projects is meant, null when it is for one only
     * @throws ProblemException as {@link #authenticate} does, but a token may be without a project
     */
    public Caller read(String token, @Nullable String project) {
        return judged(new TokenHeaders(token, null, project));
    }

    private Caller judged(TokenHeaders headers) {
        return callers.of(headers).await().atMost(PATIENCE);
    }
}
