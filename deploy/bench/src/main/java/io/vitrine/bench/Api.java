package io.vitrine.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The few calls around a measurement. */
record Api(URI url, String token, HttpClient http) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Api of(URI url, String token) {
        return new Api(url, token, HttpClient.newHttpClient());
    }

    String createImage() throws IOException, InterruptedException {
        JsonNode image = call(
                "POST", "/v2/images", "{\"name\":\"bench\",\"disk_format\":\"raw\",\"container_format\":\"bare\"}");
        return image.get("id").asText();
    }

    /** Asks for a {@code web-download}. */
    void importFrom(String image, String uri, String store) throws IOException, InterruptedException {
        call(
                "POST",
                "/v2/images/" + image + "/import",
                "{\"method\":{\"name\":\"web-download\",\"uri\":\"%s\"},\"stores\":[\"%s\"]}".formatted(uri, store));
    }

    void deleteImage(String id) throws IOException, InterruptedException {
        call("DELETE", "/v2/images/" + id, null);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
