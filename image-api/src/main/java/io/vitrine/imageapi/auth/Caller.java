package io.vitrine.imageapi.auth;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a token speaks for.
 *
 * @param userId opaque id of the identity provider
 * @param projectId null for an unscoped token
 * @param roles in that project, implied ones included
 */
public record Caller(String userId, @Nullable String projectId, Set<Role> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean owns(@Nullable String owner) {
        return projectId != null && Objects.equals(projectId, owner);
    }
}
