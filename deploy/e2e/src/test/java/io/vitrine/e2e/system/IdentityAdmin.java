package io.vitrine.e2e.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.local.Checkout;
import io.vitrine.local.Port;
import io.vitrine.local.Tokens;
import io.vitrine.local.VitrineSystem;
import io.vitrine.local.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;

/** Keycloak's administrator, for what no user may do: another realm, and a signing key whose private half a test knows. */
public final class IdentityAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String KEY = """
            {"name": "%s", "providerId": "rsa", "providerType": "org.keycloak.keys.KeyProvider",
             "config": {"priority": ["-100"], "enabled": ["true"], "active": ["false"], "algorithm": ["RS256"],
                        "privateKey": ["%s"]}}""";

    private static final String REALM = """
            {"realm": "%1$s", "enabled": true, "sslRequired": "external",
             "clients": [{"clientId": "vitrine-cli", "enabled": true, "publicClient": true,
                          "directAccessGrantsEnabled": true, "fullScopeAllowed": true,
                          "protocolMappers": [{"name": "audience", "protocol": "openid-connect",
                             "protocolMapper": "oidc-audience-mapper",
                             "config": {"included.custom.audience": "image-service", "access.token.claim": "true"}}]}],
             "users": [{"username": "demo", "enabled": true, "emailVerified": true, "email": "demo@example.org",
                        "firstName": "demo", "lastName": "Elsewhere",
                        "credentials": [{"type": "password", "value": "demo", "temporary": false}]}]}""";

    private final String url;
    private final String password;

    IdentityAdmin(VitrineSystem keycloak) {
        url = keycloak.url(Port.KEYCLOAK);
        password = Workplace.existing(Checkout.find(), keycloak.dir())
                .orElseThrow()
                .secrets()
                .keycloakAdmin();
    }

    /** Something that was put into Keycloak, until it is closed. */
    public interface Loan extends AutoCloseable {
        @Override
        void close();
    }

    /** Publishes a key among those of the realm; Keycloak itself does not sign with it. */
    public Loan publish(String name, KeyPair key) {
        String der = Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
        String components = "/admin/realms/vitrine/components";
        call("POST", components, KEY.formatted(name, der), 201);
        String id = call("GET", components + "?name=" + name, null, 200)
                .path(0)
                .path("id")
                .asText();
        return () -> call("DELETE", components + "/" + id, null, 204);
    }

    /** Another realm of the same Keycloak, with a user demo and the same audience. */
    public Loan realm(String name) {
        call("POST", "/admin/realms", REALM.formatted(name), 201);
        return () -> call("DELETE", "/admin/realms/" + name, null, 204);
    }

    /** A user's token from that realm. */
    public String tokenOf(String realm, String user) {
        return new Tokens(url + "/realms/" + realm).ofUser(user, user);
    }

    /** The keys of the realm as verifiers see them. */
    public JsonNode keys() {
        return call("GET", "/realms/vitrine/protocol/openid-connect/certs", null, 200);
    }

    private JsonNode call(String method, String path, String body, int expected) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(request.build(), expected);
    }

    private String token() {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return send(request, 200).path("access_token").asText();
    }

    private static JsonNode send(HttpRequest request, int expected) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new IllegalStateException(request.method() + " " + request.uri() + " -> " + response.statusCode()
                        + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
