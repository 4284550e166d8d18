package io.vitrine.storegateway.fake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** What a well-behaved client does with the gateway, and what it finds in the directory of the file store. */
public final class Door {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI url;

    public Door(URI url) {
        this.url = url;
    }

    public static String anImage() {
        return UUID.randomUUID().toString();
    }

    public static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Uploads with a Content-Length. */
    public HttpResponse<String> put(String image, byte[] bytes, String... headers) throws Exception {
        return put(image, HttpRequest.BodyPublishers.ofByteArray(bytes), headers);
    }

    /** Uploads in chunks, as a publisher of unknown length does. */
    public HttpResponse<String> put(String image, HttpRequest.BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = request("/v2/images/" + image + "/file")
                .header("Content-Type", "application/octet-stream")
                .PUT(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> get(String image, String... headers) throws Exception {
        HttpRequest.Builder request = request("/v2/images/" + image + "/file");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("X-Auth-Token", "a-token");
    }

    /** Names of everything in a store's directory that belongs to an image, hidden files included. */
    public static java.util.List<String> filesOf(Path store, String image) throws IOException {
        if (!Files.exists(store)) {
            return java.util.List.of();
        }
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(image))
                    .toList();
        }
    }
}
