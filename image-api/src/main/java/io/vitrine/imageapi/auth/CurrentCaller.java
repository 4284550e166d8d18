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

    /** @throws ProblemException 401 without a token, 403 without a project */
    public Caller get() {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw ProblemException.unauthenticated("The request has no valid token.");
        }
        return withProject(caller);
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
