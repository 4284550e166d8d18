package io.vitrine.storegateway.imageapi;

import org.jspecify.annotations.Nullable;

/** The token in an {@code Authorization} header. */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Null when there is no header, or one of another scheme. */
    public static @Nullable String of(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return authorization.substring(SCHEME.length()).strip();
    }
}
