package io.vitrine.imageapi.auth;

import io.quarkus.security.identity.SecurityIdentity;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** Who made the request that is being answered. */
@ApplicationScoped
public class CurrentCaller {
    static final String ATTRIBUTE = "caller";

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws ProblemException 401 without a token */
    public Caller get() {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        return caller;
    }
}
