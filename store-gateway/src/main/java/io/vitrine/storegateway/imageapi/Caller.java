package io.vitrine.storegateway.imageapi;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf image-api is asked.
 *
 * @param token the user's own token, unread; null when the user sent none or nobody but this service asks
 */
public record Caller(@Nullable String token, String requestId) {
    /** The header of OpenStack clients; its name is part of the API. */
    public static final String AUTH_TOKEN = "X-Auth-Token";

    public Caller {
        // No token has other characters, and a header made of them could not be sent on.
        if (token != null && !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            token = null;
        }
    }

    /** This service itself. */
    public static Caller service(String requestId) {
        return new Caller(null, requestId);
    }

    /** The user behind the headers of a request: {@code X-Auth-Token} decides when both are there. */
    public static Caller of(@Nullable String authToken, @Nullable String authorization, String requestId) {
        return new Caller(authToken != null ? authToken : BearerToken.of(authorization), requestId);
    }

    @Override
    public String toString() {
        return "Caller[" + requestId + "]";
    }
}
