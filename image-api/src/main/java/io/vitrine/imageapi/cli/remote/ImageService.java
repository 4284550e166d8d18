package io.vitrine.imageapi.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The public API of an image service, called by one user. */
final class ImageService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final String url;
    private final Credentials credentials;
    private final HttpClient http;
    private @Nullable String token;

    /** @param url without a path; a version at its end is taken off */
    ImageService(String url, Credentials credentials, boolean insecure) {
        this.url = url.replaceAll("/+$", "").replaceAll("/v2(\\.\\d+)?$", "");
        this.credentials = credentials;
        this.http = Https.client(insecure);
    }

    String url() {
        return url;
    }

    /**
     * The JSON that was answered; a missing node when there was none.
     *
     * @param headers name and value by turns
     * @throws ApiFailure for everything but success
     */
    JsonNode call(String method, String path, String... headers) {
        HttpRequest.Builder request =
                request(url + path).method(method, BodyPublishers.noBody()).header("X-Auth-Token", token());
        if (credentials.project() != null) {
            request.header("X-Project-Id", credentials.project());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() / 100 != 2) {
            throw new ApiFailure(answer.statusCode(), reason(answer));
        }
        return answer.body().isEmpty() ? JSON.missingNode() : parsed(answer.body());
    }

    static String escape(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String token() {
        String known = token;
        if (known == null) {
            known = credentials.token();
            token = known == null ? known = fetch() : known;
        }
        return known;
    }

    private String fetch() {
        String issuer = credentials.issuer();
        if (issuer == null) {
            throw new ApiFailure(
                    ApiFailure.NONE,
                    "There are no credentials: set OS_AUTH_TOKEN, or OS_AUTH_URL with OS_USERNAME and OS_PASSWORD or with OS_CLIENT_ID"
                            + " and OS_CLIENT_SECRET.");
        }
        String discovery = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
        String endpoint = get(
                send(request(discovery).build()), "token_endpoint", "The issuer does not tell where its tokens are");
        Map<String, String> form = new LinkedHashMap<>();
        String user = credentials.user();
        form.put("client_id", credentials.clientId());
        if (credentials.clientSecret() != null) {
            form.put("client_secret", credentials.clientSecret());
        }
        if (user == null) {
            form.put("grant_type", "client_credentials");
        } else {
            form.put("grant_type", "password");
            form.put("username", user);
            form.put("password", credentials.password() == null ? "" : credentials.password());
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + escape(field.getValue()))
                .collect(Collectors.joining("&"));
        return get(
                send(request(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build()),
                "access_token",
                "The issuer gives no token");
    }

    private static String get(HttpResponse<String> answer, String field, String failure) {
        // Its body may tell more than a terminal should show.
        JsonNode value = answer.statusCode() == 200 ? parsed(answer.body()).path(field) : JSON.missingNode();
        if (!value.isTextual()) {
            throw new ApiFailure(answer.statusCode(), failure + " (" + answer.statusCode() + ").");
        }
        return value.asText();
    }

    private static HttpRequest.Builder request(String address) {
        try {
            return HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).header("Accept", "application/json");
        } catch (IllegalArgumentException e) {
            throw new ApiFailure("'" + address + "' is not an address.", e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ApiFailure(
                    "Cannot reach " + request.uri().getScheme() + "://"
                            + request.uri().getAuthority() + ": " + e + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure("Interrupted.", e);
        }
    }

    private static String reason(HttpResponse<String> answer) {
        try {
            String message =
                    JSON.readTree(answer.body()).path("error").path("message").asText();
            return message.isEmpty() ? "HTTP " + answer.statusCode() : message;
        } catch (JsonProcessingException e) {
            return "HTTP " + answer.statusCode();
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiFailure("The answer is not JSON.", e);
        }
    }
}
