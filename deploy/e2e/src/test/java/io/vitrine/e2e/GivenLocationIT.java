package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images whose bytes lie on a web server and stay there. */
@OnVitrine
class GivenLocationIT {
    private static final byte[] BYTES = RandomBytes.of(3_000_000, 29);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Vitrine vitrine;
    private final ImageClient demo;
    private final ImageClient admin;

    GivenLocationIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
        this.admin = vitrine.as("admin");
    }

    @Test
    void withValidationDataTheBytesAreReadFirstAndServedFromThereAfterwards() {
        // Given: a server that needs two seconds, behind a redirect
        String url = vitrine.web().redirect("/given", vitrine.web().drip("/given.raw", BYTES, Duration.ofSeconds(2)));
        String id = demo.createRaw("given");

        // When
        give(demo, id, url, Hex.sha512(BYTES)).expect(202);

        // Then
        await().atMost(SOON).until(() -> demo.status(id).equals("importing"));
        give(demo, id, url, Hex.sha512(BYTES)).expectError(409, "");
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).as("%s", image).isEqualTo("active");
        assertThat(image.path("size").asLong()).isEqualTo(BYTES.length);
        assertThat(image.path("checksum").asText()).isEqualTo(Hex.md5(BYTES));
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(image.path("stores").asText()).isEqualTo(Vitrine.WEB_STORE);
        assertThat(image.has("locations") || image.has("direct_url")).isFalse();
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        assertThat(demo.download(id, "Range", "bytes=1000-1999").expect(206).body())
                .isEqualTo(java.util.Arrays.copyOfRange(BYTES, 1_000, 2_000));
        JsonNode locations =
                admin.get("/v2/images/" + id + "/locations").expect(200).json();
        assertThat(locations.path(0).path("url").asText()).isEqualTo(url);
        assertThat(locations.path(0).path("metadata").path("store").asText()).isEqualTo(Vitrine.WEB_STORE);
        JsonNode task = task(id);
        assertThat(task.path("type").asText()).isEqualTo("location_import");
        assertThat(task.path("status").asText()).isEqualTo("success");

        // When
        demo.delete(id).expect(204);

        // Then
        vitrine.invariants().hold();
        assertThat(vitrine.rows().select("select id from image_locations where image_id = ?::uuid", id))
                .isEmpty();
    }

    @Test
    void withoutValidationDataTheImageIsActiveBeforeItsDigestsAreKnown() {
        String url = vitrine.web().drip("/trusted.raw", BYTES, Duration.ofSeconds(4));
        String id = demo.createRaw("trusted");

        give(demo, id, url, null).expect(202);

        await().atMost(SOON).until(() -> demo.status(id).equals("active"));
        assertThat(demo.image(id).path("os_hash_value").isNull()).isTrue();
        assertThat(settled(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        demo.delete(id).expect(204);
    }

    @Test
    void bytesThatAreOthersFailAndLeaveNothing() {
        String url = vitrine.web().serve("/mismatch.raw", BYTES);
        String id = demo.createRaw("mismatch");

        give(demo, id, url, "0".repeat(128)).expect(202);

        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).isEqualTo("queued");
        assertThat(image.path("size").isNull()).isTrue();
        assertThat(task(id).path("status").asText()).isEqualTo("failure");
        assertThat(task(id).path("message").asText()).contains("validation_data");
        assertThat(admin.get("/v2/images/" + id + "/locations").expect(200).json())
                .isEmpty();
        give(demo, id, url, Hex.sha512(BYTES)).expect(202);
        assertThat(settled(id).path("status").asText()).isEqualTo("active");
        demo.delete(id).expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.example.org/a", "http://127.0.0.1:1/a", "http://169.254.169.254/a"})
    void whatNoStoreCoversIsNeverAsked(String url) {
        String id = demo.createRaw("elsewhere");

        give(demo, id, url, null).expect(202);

        assertThat(settled(id).path("status").asText()).isEqualTo("queued");
        assertThat(task(id).path("message").asText()).startsWith("Invalid location");
        demo.delete(id).expect(204);
    }

    @Test
    void deletingTheImageEndsTheReading() {
        String url = vitrine.web().drip("/endless.raw", BYTES, Duration.ofSeconds(40));
        String id = demo.createRaw("deleted meanwhile");
        give(demo, id, url, Hex.sha512(BYTES)).expect(202);
        await().atMost(SOON).until(() -> demo.status(id).equals("importing"));

        demo.delete(id).expect(204);

        vitrine.invariants().hold();
    }

    @Test
    void theStoreCanOnlyBeRead() {
        String id = demo.createRaw("read-only");
        demo.upload(id, BYTES, Vitrine.WEB_STORE).expectError(410, "read-only");
        for (JsonNode store : demo.get("/v2/info/stores").expect(200).json().path("stores")) {
            boolean web = store.path("id").asText().equals(Vitrine.WEB_STORE);
            assertThat(store.path("read-only").asText("absent")).isEqualTo(web ? "true" : "absent");
        }
        JsonNode details = admin.get("/v2/info/stores/detail").expect(200).json();
        assertThat(details.toString())
                .doesNotContain("127.0.0.1:" + vitrine.web().port());
        demo.delete(id).expect(204);
    }

    private static Answer give(ImageClient who, String id, String url, String sha512) {
        String promise = sha512 == null
                ? ""
                : ", \"validation_data\": {\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"" + sha512 + "\"}";
        return who.send(
                "POST",
                "/v2/images/" + id + "/locations",
                BodyPublishers.ofString("{\"url\": \"" + url + "\"" + promise + "}"),
                "Content-Type",
                "application/json");
    }

    private JsonNode settled(String id) {
        await("task of " + id).atMost(SOON).until(() -> !demo.image(id).has("os_glance_import_task"));
        return demo.image(id);
    }

    private JsonNode task(String id) {
        JsonNode tasks = demo.tasks(id).expect(200).json().path("tasks");
        return tasks.path(tasks.size() - 1);
    }
}
