package io.vitrine.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Fetches access tokens from an OIDC issuer. */
public final class Tokens {
    /** The public client for people. */
    public static final String CLI_CLIENT = "vitrine-cli";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MS = 30_000;
    private static final String TOKEN_ENDPOINT = "token_endpoint";

    private final String issuer;

    /** From the issuer of this address. */
    public Tokens(String issuer) {
        this.issuer = issuer;
    }

    /** A user's token by the password grant, which only a realm for trials allows. */
    public String ofUser(String user, String password) {
        return token(Map.of(
                "grant_type", "password",
                "client_id", CLI_CLIENT,
                "username", user,
                "password", password));
    }

    /** The token of a service account. */
    public String ofAccount(Account account) {
        return token(Map.of(
                "grant_type", "client_credentials",
                "client_id", account.clientId(),
                "client_secret", account.secret()));
    }

    private String token(Map<String, String> form) {
        try {
            JsonNode discovery = call(issuer + "/.well-known/openid-configuration", null);
            if (!discovery.hasNonNull(TOKEN_ENDPOINT)) {
                throw new LocalFailure(issuer + " does not look like an OIDC issuer.");
            }
            JsonNode answer = call(discovery.get(TOKEN_ENDPOINT).asText(), form);
            if (!answer.hasNonNull("access_token")) {
                throw new LocalFailure(issuer + " gives no token: "
                        + answer.path("error_description")
                                .asText(answer.path("error").asText("no reason given")) + ".");
            }
            return answer.get("access_token").asText();
        } catch (IOException e) {
            throw new LocalFailure("No token can be had from " + issuer + ": " + e.getMessage() + ".", e);
        }
    }

    private static JsonNode call(String url, @org.jspecify.annotations.Nullable Map<String, String> form)
            throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        if (form != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            connection.getOutputStream().write(encoded(form).getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? JSON.createObjectNode() : JSON.readTree(body);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
