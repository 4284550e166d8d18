package io.vitrine.imageapi.auth;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a token speaks for.
 *
 * @param userId opaque id of the identity provider
 * @param projectId null for an unscoped token
 * @param roles in that project, in lower case, implied ones included
 * @param serviceRoles of the service that calls for the user, empty when none does
 * @param isAdmin as the rule {@code context_is_admin} decided for this request
 */
public record Caller(
        String userId, @Nullable String projectId, Set<String> roles, Set<String> serviceRoles, boolean isAdmin) {
    /** Whoever sends no token, where that is allowed: neither project nor roles. No token names a user without an id. */
    public static final Caller ANONYMOUS = new Caller("", null, Set.of(), Set.of(), false);

    public Caller {
        roles = Set.copyOf(roles);
        serviceRoles = Set.copyOf(serviceRoles);
    }

    public boolean isAnonymous() {
        return userId.isEmpty();
    }

    public boolean has(Role role) {
        return hasRole(role.word());
    }

    /** As rules ask: a service that calls for a user brings {@code service} along and nothing else (spec: images, 0.1). */
    public boolean hasRole(String role) {
        return roles.contains(role) || role.equals(Role.SERVICE.word()) && serviceRoles.contains(role);
    }

    /** As property protections ask: the user's roles and the service's together (spec: policy, 6.4). */
    public boolean hasAnyRole(String role) {
        return roles.contains(role) || serviceRoles.contains(role);
    }

    public boolean owns(@Nullable String owner) {
        return projectId != null && Objects.equals(projectId, owner);
    }
}
