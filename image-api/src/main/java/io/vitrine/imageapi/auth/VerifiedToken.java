package io.vitrine.imageapi.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a token once it was checked.
 *
 * @param projectId that the token is for; null for an unscoped one and where it lists its projects
 * @param roles in that project, implied ones included; where the token lists its projects, those that count without one
 * @param projects that the token lists, each with the roles that hold in it
 * @param serviceRoles roles of {@link io.vitrine.contracts.ServiceRole}: they open the internal API and nothing else
 */
record VerifiedToken(
        String userId,
        @Nullable String projectId,
        Set<String> roles,
        Map<String, Set<String>> projects,
        Set<String> serviceRoles,
        Instant expires) {
    VerifiedToken {
        roles = Set.copyOf(roles);
        projects = Map.copyOf(projects);
        serviceRoles = Set.copyOf(serviceRoles);
    }

    /** @param late how long ago it may have expired */
    boolean isUsable(Instant now, Duration late) {
        return !expires.plus(late).isBefore(now);
    }
}
