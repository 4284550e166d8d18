package io.vitrine.imageapi.auth;

import io.smallrye.mutiny.Uni;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request's tokens to its caller (spec: policy, section 6): which project, which roles, and whether a service calls for the user. */
@ApplicationScoped
class Callers {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.vitrine.audit");

    private final TokenVerifier verifier;
    private final AuthConfig config;
    private final AdminRule adminRule;

    Callers(TokenVerifier verifier, AuthConfig config, AdminRule adminRule) {
        this.verifier = verifier;
        this.config = config;
        this.adminRule = adminRule;
    }

    /** Fails with a {@link ProblemException}: 401, 503 as the verifier says, or 400 and 403 for a project that cannot be chosen. */
    Uni<Caller> of(TokenHeaders headers) {
        String serviceToken = headers.serviceToken();
        if (serviceToken == null) {
            return verifier.verify(headers.token(), Duration.ZERO).map(user -> caller(user, headers, Set.of()));
        }
        return verifier.verify(serviceToken, Duration.ZERO).chain(service -> {
            if (!service.roles().contains(Role.SERVICE.word())) {
                throw TokenForm.refused();
            }
            return verifier.verify(headers.token(), config.allowExpiredWindow()).map(user -> {
                Caller caller = caller(user, headers, service.roles());
                audit(caller, service);
                return caller;
            });
        });
    }

    private Caller caller(VerifiedToken user, TokenHeaders headers, Set<String> serviceRoles) {
        String project =
                config.mode() == AuthConfig.Mode.MAP ? chosen(user.projects(), headers.projectId()) : user.projectId();
        Set<String> roles = project == null ? user.roles() : user.projects().getOrDefault(project, user.roles());
        Caller caller = new Caller(user.userId(), project, roles, serviceRoles, false);
        return adminRule.isAdmin(caller) ? new Caller(user.userId(), project, roles, serviceRoles, true) : caller;
    }

    private static @Nullable String chosen(Map<String, Set<String>> projects, @Nullable String wanted) {
        if (wanted != null) {
            if (!projects.containsKey(wanted)) {
                throw ProblemException.forbidden("Header 'X-Project-Id' names no project of the token.");
            }
            return wanted;
        }
        return switch (projects.size()) {
            case 0 -> null;
            case 1 -> projects.keySet().iterator().next();
            default ->
                throw ProblemException.badRequest(
                        "Header 'X-Project-Id' is missing: the token is for several projects.");
        };
    }

    private static void audit(Caller caller, VerifiedToken service) {
        AUDIT.atInfo()
                .addKeyValue("userId", caller.userId())
                .addKeyValue("projectId", caller.projectId())
                .addKeyValue("serviceUserId", service.userId())
                .log("a service calls for a user");
    }
}
