package io.vitrine.keycleanup.barbican;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The three calls we make, always to the configured endpoint: no host out of an image, and never a payload. */
final class BarbicanClient {
    /**
     * @param body of a 200 or a 400, else empty; never to be logged
     * @param retryAfter header as sent, empty when absent
     */
    record Answer(int statusCode, String body, Optional<String> retryAfter) {}

    private final StrictHttp http;
    private final URI secrets;
    private final String version;

    BarbicanClient(StrictHttp http, URI endpoint, Microversion version) {
        String base = endpoint.toString();
        this.http = http;
        this.secrets = URI.create((base.endsWith("/") ? base : base + "/") + "v1/secrets/");
        this.version = "key-manager " + version;
    }

    /** When a conversation that begins now must be over. */
    long deadline() {
        return http.deadline();
    }

    /** What is known about a secret, without its payload. */
    Answer describe(UUID secret, Identity.Access access, long deadline) throws IOException, InterruptedException {
        return send(request(secret.toString(), access).GET(), deadline);
    }

    /** Takes back an image's interest in a secret. */
    Answer unregister(UUID secret, UUID image, Identity.Access access, long deadline)
            throws IOException, InterruptedException {
        String body = "{\"service\": \"%s\", \"resource_type\": \"%s\", \"resource_id\": \"%s\"}"
                .formatted(Secret.SERVICE, Secret.RESOURCE_TYPE, image);
        return send(
                request(secret + "/consumers", access)
                        .header("Content-Type", "application/json")
                        .method("DELETE", BodyPublishers.ofString(body)),
                deadline);
    }

    Answer delete(UUID secret, Identity.Access access, long deadline) throws IOException, InterruptedException {
        return send(request(secret.toString(), access).DELETE(), deadline);
    }

    private HttpRequest.Builder request(String path, Identity.Access access) {
        HttpRequest.Builder request = HttpRequest.newBuilder(secrets.resolve(path))
                .header("X-Auth-Token", access.token())
                .header("OpenStack-API-Version", version)
                .header("Accept", "application/json");
        access.project().ifPresent(project -> request.header("X-Project-Id", project));
        return request;
    }

    private Answer send(HttpRequest.Builder request, long deadline) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, deadline);
        int status = response.statusCode();
        String body = status == 200 || status == 400 ? new String(response.body(), StandardCharsets.UTF_8) : "";
        return new Answer(status, body, response.headers().firstValue("Retry-After"));
    }
}
