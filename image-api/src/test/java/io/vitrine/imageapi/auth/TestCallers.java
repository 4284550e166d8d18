package io.vitrine.imageapi.auth;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Callers as tokens with these roles make them. */
public final class TestCallers {
    private static final ImpliedRoles IMPLIED = new ImpliedRoles(List.of(ImpliedRoles.DEFAULT));

    private TestCallers() {}

    /** Whom no service calls for; an administrator by the default rule. */
    public static Caller of(String user, @Nullable String project, Role... roles) {
        Set<String> words = Stream.of(roles).map(Role::word).collect(Collectors.toSet());
        return new Caller(user, project, IMPLIED.expand(words), Set.of(), words.contains(Role.ADMIN.word()));
    }
}
