package io.vitrine.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** One caller of the Image API. Its calls give what came back, whatever it was. */
public final class ImageClient {
    /** A body of this type is bytes of an image. */
    public static final String[] OCTETS = {"Content-Type", "application/octet-stream"};

    private static final String RAW = "{\"name\": \"%s\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String base;
    private final Supplier<String> token;

    /** @param base address without version; @param token called for each call */
    public ImageClient(String base, Supplier<String> token) {
        this.base = base;
        this.token = token;
    }

    public String base() {
        return base;
    }

    public String token() {
        return token.get();
    }

    /** The id of a new image that wants raw bytes. */
    public String createRaw(String name) {
        return create(RAW.formatted(name)).expect(201).json().path("id").asText();
    }

    public Answer create(String json) {
        return send("POST", "/v2/images", BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public Answer list(String query) {
        return get("/v2/images" + query);
    }

    public Answer show(String id) {
        return get("/v2/images/" + id);
    }

    public JsonNode image(String id) {
        return show(id).expect(200).json();
    }

    public String status(String id) {
        return image(id).path("status").asText();
    }

    public Answer tasks(String id) {
        return get("/v2/images/" + id + "/tasks");
    }

    public Answer delete(String id) {
        return send("DELETE", "/v2/images/" + id, BodyPublishers.noBody());
    }

    /** Into the default store. */
    public Answer upload(String id, byte[] bytes) {
        return send("PUT", file(id), BodyPublishers.ofByteArray(bytes), OCTETS);
    }

    public Answer upload(String id, byte[] bytes, String store) {
        return send(
                "PUT",
                file(id),
                BodyPublishers.ofByteArray(bytes),
                "Content-Type",
                "application/octet-stream",
                "X-Image-Meta-Store",
                store);
    }

    public Answer stage(String id, byte[] bytes) {
        return send("PUT", "/v2/images/" + id + "/stage", BodyPublishers.ofByteArray(bytes), OCTETS);
    }

    public Answer download(String id, String... headers) {
        return send("GET", file(id), BodyPublishers.noBody(), headers);
    }

    /** Asks for a web-download of this address into the default store. */
    public Answer webDownload(String id, String uri) {
        return importing(id, "{\"method\": {\"name\": \"web-download\", \"uri\": \"%s\"}}".formatted(uri));
    }

    public Answer importing(String id, String json) {
        return send(
                "POST",
                "/v2/images/" + id + "/import",
                BodyPublishers.ofString(json),
                "Content-Type",
                "application/json");
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body);
        String mine = token.get();
        if (!mine.isEmpty()) {
            request.header("X-Auth-Token", mine);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    method + " " + path,
                    response.statusCode(),
                    response.headers().map(),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public static String file(String id) {
        return "/v2/images/" + id + "/file";
    }
}
