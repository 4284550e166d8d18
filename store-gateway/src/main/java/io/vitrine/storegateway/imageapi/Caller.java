package io.vitrine.storegateway.imageapi;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf image-api is asked.
 *
 * @param token the user's own token, unread; null when the user sent none or nobody but this service asks, empty when it cannot be one
 * @param serviceToken of a service that calls for the user, unread
 * @param projectId which of the token's projects the user means
 */
public record Caller(
        @Nullable String token,
        @Nullable String serviceToken,
        @Nullable String projectId,
        String requestId) {
    /** The header of OpenStack clients; its name is part of the API. */
    public static final String AUTH_TOKEN = "X-Auth-Token";

    public Caller {
        token = sendable(token);
        serviceToken = sendable(serviceToken);
        projectId = sendable(projectId);
    }

    /** This service itself. */
    public static Caller service(String requestId) {
        return new Caller(null, null, null, requestId);
    }

    /** The user behind a request: {@code X-Auth-Token} decides when {@code Authorization} is there, too. */
    public static Caller of(HttpServerRequest request, String requestId) {
        String token = request.getHeader(AUTH_TOKEN);
        return new Caller(
                token != null ? token : BearerToken.of(request.getHeader(HttpHeaders.AUTHORIZATION)),
                request.getHeader("X-Service-Token"),
                request.getHeader("X-Project-Id"),
                requestId);
    }

    /** No token and no project has other characters, and a header made of them could not be sent on. */
    private static @Nullable String sendable(@Nullable String text) {
        return text == null || text.chars().allMatch(c -> c > ' ' && c < 127) ? text : "";
    }

    @Override
    public String toString() {
        return "Caller[" + requestId + "]";
    }
}
