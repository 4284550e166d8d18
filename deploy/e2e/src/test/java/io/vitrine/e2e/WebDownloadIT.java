package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images fetched from addresses that users name. */
@OnVitrine
class WebDownloadIT {
    private static final byte[] BYTES = RandomBytes.of(3_000_000, 17);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vitrine vitrine;
    private final ImageClient demo;

    WebDownloadIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void anImportGoesFromQueuedOverImportingToActive() {
        // Given
        String url = vitrine.web().drip("/slow.raw", BYTES, Duration.ofSeconds(3));
        String id = demo.createRaw("from the web");

        // When
        String requestId = demo.webDownload(id, url)
                .expect(202)
                .header("x-openstack-request-id")
                .orElseThrow();

        // Then
        await().atMost(SOON).until(() -> demo.status(id).equals("importing"));
        assertThat(demo.image(id).path("os_glance_import_task").asText()).isNotEmpty();
        demo.webDownload(id, url).expectError(409, "");
        demo.upload(id, BYTES).expectError(409, "");
        demo.download(id).expect(204);
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(image.path("checksum").asText()).isEqualTo(Hex.md5(BYTES));
        assertThat(image.path("size").asLong()).isEqualTo(BYTES.length);
        assertThat(image.path("stores").asText()).isEqualTo(Vitrine.FILE_STORE);
        assertThat(image.path("os_glance_importing_to_stores").asText("absent")).isEmpty();
        assertThat(image.path("os_glance_failed_import").asText("absent")).isEmpty();
        assertThat(image.has("os_glance_import_task")).isFalse();
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        JsonNode task = task(id);
        assertThat(task.path("status").asText()).isEqualTo("success");
        assertThat(task.path("request_id").asText()).isEqualTo(requestId);
        assertThat(task.path("input")
                        .path("import_req")
                        .path("method")
                        .path("name")
                        .asText())
                .isEqualTo("web-download");
        demo.delete(id).expect(204);
    }

    @Test
    void anImportMayNameItsStore() {
        String url = vitrine.web().serve("/to-s3.raw", BYTES);
        String id = demo.createRaw("to s3");

        demo.importing(id, request(url, "\"stores\": [\"bucket\"]")).expect(202);

        assertThat(settled(id).path("stores").asText()).isEqualTo(Vitrine.S3_STORE);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    @Test
    void aMissingPageLeavesTheImageQueuedWithTheReasonInTheTask() {
        // Given
        String id = demo.createRaw("404");

        // When
        demo.webDownload(id, vitrine.web().url("/nothing-here")).expect(202);

        // Then
        failed(id);
        assertThat(task(id).path("message").asText()).isNotBlank();

        // When: the same call, now that the page is there
        demo.webDownload(id, vitrine.web().serve("/nothing-here-yet", BYTES)).expect(202);

        // Then
        assertThat(settled(id).path("status").asText()).isEqualTo("active");
        assertThat(demo.image(id).path("os_glance_failed_import").asText("absent"))
                .isEmpty();
        demo.delete(id).expect(204);
    }

    @Test
    void aServerThatNeverAnswersCostsABoundedTime() {
        // Given
        String url = vitrine.web().hang("/hang");
        String hanging = demo.createRaw("hanging");
        String other = demo.createRaw("other");

        // When
        demo.webDownload(hanging, url).expect(202);
        await().atMost(SOON).until(() -> vitrine.web().asked("/hang") > 0);
        demo.webDownload(other, vitrine.web().serve("/other.raw", BYTES)).expect(202);

        // Then: others are served meanwhile
        assertThat(settled(other).path("status").asText()).isEqualTo("active");
        assertThat(demo.status(hanging)).isEqualTo("importing");
        await("longest import")
                .atMost(Vitrine.LONGEST_IMPORT.plusSeconds(15))
                .until(() -> demo.status(hanging).equals("queued"));
        failed(hanging);
        demo.delete(hanging).expect(204);
        demo.delete(other).expect(204);
    }

    @Test
    void aDownloadCutShortIsNotAnImage() {
        // Given
        String url = vitrine.web().serve("/cut", exchange -> {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES, 0, BYTES.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        String id = demo.createRaw("cut");

        // When
        demo.webDownload(id, url).expect(202);

        // Then
        failed(id);
        assertThat(task(id).path("message").asText()).isNotBlank();
        assertThat(demo.image(id).path("size").isNull()).isTrue();
        demo.delete(id).expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/a.img",
                "http://0x7f000001/a.img",
                "http://127.1/a.img",
                "http://127.0.0.1:5432/a.img",
                "http://user:secret@127.0.0.1/a.img",
                "ftp://127.0.0.1/a.img",
                "file:///etc/passwd",
                "http:///a.img",
                "not a uri",
                ""
            })
    void whatCanNeverBeFetchedIsRefusedAtTheRequest(String url) {
        String id = demo.createRaw("refused");

        demo.webDownload(id, url).expectError(400, "");

        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
    }

    /** What a host stands for is judged where the connection is made; a redirect comes by the same way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://10.1.2.3/a.img",
                "http://192.168.0.1/a.img",
                "http://[::1]/a.img",
                "http://[::ffff:169.254.169.254]/a.img",
                "http://0.0.0.0/a.img"
            })
    void anAddressThatMustNotBeReachedFailsTheImport(String url) {
        String id = demo.createRaw("not to be reached");

        demo.webDownload(id, url).expect(202);

        failed(id);
        demo.delete(id).expect(204);
    }

    @Test
    void whatAnImportMustNotSayIsRefused() {
        String id = demo.createRaw("bad requests");
        String url = vitrine.web().serve("/good.raw", BYTES);
        List.of(
                        "{}",
                        "[]",
                        "{\"method\": \"web-download\"}",
                        "{\"method\": {\"name\": \"teleport\"}}",
                        "{\"method\": {\"name\": \"web-download\"}}",
                        request(url, "\"stores\": \"local\""),
                        request(url, "\"stores\": []"),
                        request(url, "\"stores\": [\"local\", \"local\"]"),
                        request(url, "\"stores\": [\"os_glance_staging_store\"]"),
                        request(url, "\"stores\": [\"local\"], \"all_stores\": true"),
                        request(url, "\"all_stores\": \"yes\""),
                        request(url, "\"all_stores_must_succeed\": 1"))
                .forEach(body -> demo.importing(id, body).expectError(400, ""));
        demo.importing(id, request(url, "\"stores\": [\"nowhere\"]")).expectError(409, "nowhere");

        String bare = demo.create("{}").expect(201).json().path("id").asText();
        demo.webDownload(bare, url).expectError(409, "format");

        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
        demo.delete(bare).expect(204);
    }

    private static String request(String url, String more) {
        return "{\"method\": {\"name\": \"web-download\", \"uri\": \"%s\"}, %s}".formatted(url, more);
    }

    private JsonNode settled(String id) {
        await("import of " + id).atMost(SOON).until(() -> !demo.image(id).has("os_glance_import_task"));
        return demo.image(id);
    }

    private void failed(String id) {
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).as("%s", image).isEqualTo("queued");
        assertThat(image.path("os_glance_failed_import").asText())
                .as("%s", image)
                .isEqualTo(Vitrine.FILE_STORE);
        assertThat(image.path("os_glance_importing_to_stores").asText("absent")).isEmpty();
        assertThat(task(id).path("status").asText()).isEqualTo("failure");
    }

    private JsonNode task(String id) {
        JsonNode tasks = demo.tasks(id).expect(200).json().path("tasks");
        return tasks.path(tasks.size() - 1);
    }
}
