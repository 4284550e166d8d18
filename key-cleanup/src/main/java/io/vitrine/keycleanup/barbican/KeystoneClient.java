package io.vitrine.keycleanup.barbican;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Tokens of Keystone's v3 API, for a Barbican that asks Keystone who is calling. */
final class KeystoneClient {
    /** A token this close to its end is replaced before it is used again. */
    private static final Duration AGEING = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StrictHttp http;
    private final URI tokens;
    private final KeystoneLogin login;

    /** @param url such as {@code https://keystone:5000/v3} */
    KeystoneClient(StrictHttp http, URI url, KeystoneLogin login) {
        String base = url.toString();
        this.http = http;
        this.tokens = URI.create((base.endsWith("/") ? base : base + "/") + "auth/tokens?nocatalog");
        this.login = login;
    }

    /** @throws IllegalStateException when there is none; its message holds nothing secret */
    Tokens token(String project) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(tokens)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(login.request(project))));
            return read(http.send(request, http.deadline()));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Keystone gave no token: " + e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Keystone was asked for a token", e);
        }
    }

    private static Tokens read(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 201) {
            throw new IllegalStateException("Keystone answered " + response.statusCode());
        }
        String token = response.headers()
                .firstValue("X-Subject-Token")
                .orElseThrow(() -> new IllegalStateException("Keystone sent no X-Subject-Token"));
        return new Tokens(token, expiry(response.body()).getEpochSecond(), AGEING, null, null, null, "keystone");
    }

    private static Instant expiry(byte[] body) throws IOException {
        try {
            return Instant.parse(
                    JSON.readTree(body).path("token").path("expires_at").asText());
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new IllegalStateException("Keystone does not say when its token expires", e);
        }
    }
}
