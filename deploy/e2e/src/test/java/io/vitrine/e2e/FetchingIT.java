package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Sources that break off, come compressed, or are images of another service. */
@OnVitrine
class FetchingIT {
    private static final byte[] BYTES = RandomBytes.of(3_000_000, 23);

    private final Vitrine vitrine;
    private final ImageClient demo;

    FetchingIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void aCompressedSourceThatBreaksOffTwiceBecomesTheImageInIt() throws Exception {
        // Given
        byte[] packed = gzip(BYTES);
        List<String> ranges = new CopyOnWriteArrayList<>();
        String url = vitrine.web().serve("/broken.raw.gz", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, packed.length - 1, packed.length));
            exchange.sendResponseHeaders(range == null ? 200 : 206, packed.length - from);
            int piece = ranges.size() > 2 ? packed.length - from : 1_000_000;
            exchange.getResponseBody().write(packed, from, Math.min(piece, packed.length - from));
            exchange.getResponseBody().flush();
        });
        String id = demo.createRaw("compressed and broken");

        // When
        demo.importing(id, webDownload(url, sha256(packed))).expect(202);

        // Then
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).as("%s", task(id)).isEqualTo("active");
        assertThat(image.path("size").asLong()).isEqualTo(BYTES.length);
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(ranges).hasSize(3);
        demo.delete(id).expect(204);
    }

    @Test
    void bytesThatAreNotTheExpectedOnesLeaveNothingBehind() throws Exception {
        String url = vitrine.web().serve("/other.raw", BYTES);
        String id = demo.createRaw("other bytes");

        demo.importing(id, webDownload(url, sha256(new byte[1]))).expect(202);

        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asText()).isEqualTo(Vitrine.FILE_STORE);
        assertThat(task(id).path("message").asText()).contains("not what was expected");
        await().atMost(Vitrine.SETTLED).until(() -> vitrine.blobs().of(id).isEmpty());
        demo.delete(id).expect(204);
    }

    /** The other service is this one, behind the web server. */
    @Test
    void anImageOfAnotherServiceComesWithItsDescriptionAndItsBytes() {
        // Given
        String there = demo.create("{\"name\": \"there\", \"disk_format\": \"raw\", \"container_format\": \"bare\","
                        + " \"hw_disk_bus\": \"scsi\", \"mine\": \"alone\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        demo.upload(there, BYTES).expect(204);
        vitrine.web().serve("/v2/images/" + there, exchange -> passOn(exchange, "/v2/images/" + there));
        vitrine.web()
                .serve("/v2/images/" + there + "/file", exchange -> passOn(exchange, "/v2/images/" + there + "/file"));
        String here = demo.create("{\"name\": \"here\", \"disk_format\": \"qcow2\", \"container_format\": \"bare\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();

        // When
        demo.importing(here, glanceDownload(there)).expect(202);

        // Then
        JsonNode image = settled(here);
        assertThat(image.path("status").asText()).as("%s", task(here)).isEqualTo("active");
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(image.path("disk_format").asText()).isEqualTo("raw");
        assertThat(image.path("hw_disk_bus").asText()).isEqualTo("scsi");
        assertThat(image.path("name").asText()).isEqualTo("here");
        assertThat(image.has("mine")).isFalse();
        assertThat(demo.download(here).expect(200).body()).isEqualTo(BYTES);

        // And: somebody who may not see it there gets nothing of it here
        ImageClient alt = vitrine.as("alt");
        String others = alt.createRaw("of another");
        alt.importing(others, glanceDownload(there)).expect(202);
        await().atMost(Vitrine.LONGEST_IMPORT).until(() -> !alt.image(others).has("os_glance_import_task"));
        assertThat(alt.status(others)).isEqualTo("queued");
        demo.delete(here).expect(204);
        demo.delete(there).expect(204);
        alt.delete(others).expect(204);
    }

    private void passOn(HttpExchange exchange, String path) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        Answer answer = vitrine.withToken(token).get(path);
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static String webDownload(String url, String checksum) {
        return "{\"method\": {\"name\": \"web-download\", \"uri\": \"%s\", \"checksum\": \"%s\"}}"
                .formatted(url, checksum);
    }

    private static String glanceDownload(String id) {
        return "{\"method\": {\"name\": \"glance-download\", \"glance_region\": \"%s\", \"glance_image_id\": \"%s\"}}"
                .formatted(Vitrine.REGION, id);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private JsonNode settled(String id) {
        await("import of " + id)
                .atMost(Duration.ofSeconds(20))
                .until(() -> !demo.image(id).has("os_glance_import_task"));
        return demo.image(id);
    }

    private JsonNode task(String id) {
        JsonNode tasks = demo.tasks(id).expect(200).json().path("tasks");
        return tasks.path(tasks.size() - 1);
    }
}
