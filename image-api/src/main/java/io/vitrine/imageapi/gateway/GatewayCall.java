package io.vitrine.imageapi.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call to the internal API of a gateway.
 *
 * @param path from {@code /internal/v1} on, with its query; what others wrote into it was {@link #escape escaped}
 * @param body written as JSON; null for none
 * @param answer what a 2xx with a body is read as
 * @param timeout for the whole answer, its body included
 */
public record GatewayCall<T>(
        String method, String path, @Nullable Object body, Class<T> answer, Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    public static <T> GatewayCall<T> get(String path, Class<T> answer) {
        return new GatewayCall<>("GET", path, null, answer, TIMEOUT);
    }

    public static <T> GatewayCall<T> put(String path, @Nullable Object body, Class<T> answer) {
        return new GatewayCall<>("PUT", path, body, answer, TIMEOUT);
    }

    public static <T> GatewayCall<T> post(String path, @Nullable Object body, Class<T> answer) {
        return new GatewayCall<>("POST", path, body, answer, TIMEOUT);
    }

    public static <T> GatewayCall<T> delete(String path, Class<T> answer) {
        return new GatewayCall<>("DELETE", path, null, answer, TIMEOUT);
    }

    /** The same with more, or less, patience. */
    public GatewayCall<T> within(Duration patience) {
        return new GatewayCall<>(method, path, body, answer, patience);
    }

    /** A word as one segment of a path or one value of a query. */
    public static String escape(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
