package io.vitrine.imageapi.auth;

import io.quarkus.security.identity.SecurityIdentity;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Who made the request that is being answered. */
@ApplicationScoped
public class CurrentCaller {
    static final String ATTRIBUTE = "caller";
    static final String TOKEN = "token";

    /** The caller's own token, which was verified. */
    public record Token(String value, Instant expires) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Token[expires=" + expires + "]";
        }
    }

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws ProblemException 401 without a token, 403 without a project */
    public Caller get() {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        return withProject(caller);
    }

    /**
     * For the one flow that has to act as the caller elsewhere (spec: security, section 3.10).
     *
     * @throws ProblemException 401 without a token
     */
    public Token token() {
        String token = identity.getAttribute(TOKEN);
        if (token == null) {
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        return new Token(
                token, Instant.ofEpochSecond(TokenForm.claims(token).path("exp").asLong()));
    }

    /**
     * A token without a project opens nothing that belongs to projects (spec: policy, section 5). Administrators are of all projects, and
     * what services may do is of none.
     */
    static Caller withProject(Caller caller) {
        if (caller.projectId() == null && !caller.isAdmin() && !caller.isAnonymous() && !caller.has(Role.SERVICE)) {
            throw ProblemException.forbidden("The token is not for any project.");
        }
        return caller;
    }
}
