package io.vitrine.imageapi.auth;

import java.util.Locale;

/** Roles that the policy knows. {@code admin} implies manager, member and reader; {@code service} implies nothing (spec: policy, 6.2). */
public enum Role {
    ADMIN,
    MANAGER,
    MEMBER,
    READER,
    SERVICE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As tokens and rules spell it. */
    public String word() {
        return word;
    }
}
