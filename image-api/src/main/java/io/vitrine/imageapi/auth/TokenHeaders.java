package io.vitrine.imageapi.auth;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about who makes it (spec: policy, 6.1). Of two values in one header nobody can say which was meant: such a one becomes
 * empty, which is no token and no project.
 *
 * @param serviceToken of the service that calls for the user
 * @param projectId which of a token's projects is meant
 */
record TokenHeaders(
        String token,
        @Nullable String serviceToken,
        @Nullable String projectId) {
    private static final String X_AUTH_TOKEN = "X-Auth-Token";
    private static final String BEARER = "Bearer ";

    /** {@code X-Auth-Token} alone decides when it is there, whatever stands in {@code Authorization}: keystoneauth sends two different tokens. */
    static Optional<TokenHeaders> of(HttpServerRequest request) {
        String own = only(request, X_AUTH_TOKEN);
        Optional<String> token = own != null ? Optional.of(own) : bearer(request);
        return token.map(value -> beside(value, request));
    }

    /** The other two headers beside a token from elsewhere. */
    static TokenHeaders beside(String token, HttpServerRequest request) {
        return new TokenHeaders(token, only(request, "X-Service-Token"), only(request, "X-Project-Id"));
    }

    static Optional<String> bearer(HttpServerRequest request) {
        String value = only(request, "Authorization");
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).trim())
                : Optional.empty();
    }

    private static @Nullable String only(HttpServerRequest request, String header) {
        List<String> values = request.headers().getAll(header);
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.getFirst();
            default -> "";
        };
    }

    @Override
    public String toString() {
        return "TokenHeaders[projectId=" + projectId + "]";
    }
}
