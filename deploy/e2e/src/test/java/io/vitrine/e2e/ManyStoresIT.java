package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.event.Event;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One import into both stores, and what becomes of it when a store has no room or two ask at once. */
@OnVitrine
class ManyStoresIT {
    private static final byte[] BYTES = RandomBytes.of(24_000_000, 53);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BOTH = "bucket,local";

    private final Vitrine vitrine;
    private final ImageClient demo;

    ManyStoresIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @AfterEach
    void enoughRoom() {
        vitrine.rows().limit("demo", "image_size_total", -1);
    }

    @Test
    void oneDownloadFillsBothStores() {
        // Given
        String url = vitrine.web().drip("/both.raw", BYTES, Duration.ofSeconds(4));
        String id = demo.createRaw("both");

        // When
        download(id, url, true).expect(202);

        // Then
        await().atMost(SOON).until(() -> demo.status(id).equals("importing"));
        assertThat(demo.image(id).path("os_glance_importing_to_stores").asText())
                .isEqualTo(BOTH);
        await("progress")
                .atMost(SOON)
                .until(() -> task(id).path("message").asText().startsWith("Copied"));
        assertThat(task(id).path("progress").path("bytes_total").asLong()).isEqualTo(BYTES.length);
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("stores").asText().split(",")).containsExactlyInAnyOrder(BOTH.split(","));
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(vitrine.web().asked("/both.raw")).isEqualTo(1);
        assertThat(vitrine.blobs().of(id)).hasSize(2);
        assertThat(task(id).path("status").asText()).isEqualTo("success");
        vitrine.invariants().hold();
        assertThat(vitrine.events().everythingOf(id))
                .extracting(Event::type)
                .contains("image.import.progress.v1", "task.create.v1", "task.processing.v1", "task.success.v1");
        demo.delete(id).expect(204);
    }

    /** There is room for the bytes once, and nobody knows it before they come: the sender does not say how many. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecondStoreHasNoRoomInTheMiddle(boolean mustSucceed) {
        // Given
        String url = vitrine.web().serve("/no-room.raw", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(BYTES);
        });
        String id = demo.createRaw("no room");
        long used = demo.get("/v2/info/usage")
                .expect(200)
                .json()
                .at("/usage/image_size_total/usage")
                .asLong();
        vitrine.rows().limit("demo", "image_size_total", used + BYTES.length * 3L / 2 / (1 << 20));

        // When
        download(id, url, mustSucceed).expect(202);

        // Then
        JsonNode image = settled(id);
        JsonNode task = task(id);
        if (mustSucceed) {
            assertThat(image.path("status").asText()).isEqualTo("queued");
            assertThat(task.path("status").asText()).isEqualTo("failure");
        } else {
            assertThat(image.path("status").asText()).as("%s", task).isEqualTo("active");
            assertThat(task.path("status").asText()).isEqualTo("success");
        }
        String failed = image.path("os_glance_failed_import").asText();
        assertThat(failed).isIn("bucket", "local");
        assertThat(task.path("message").asText()).contains(failed, "image_size_total");
        enoughRoom();
        vitrine.invariants().hold();
        assertThat(vitrine.blobs().of(id)).hasSize(mustSucceed ? 0 : 1);
        demo.delete(id).expect(204);
    }

    @Test
    void ofTwoImportsAtOnceOneWins() {
        String url = vitrine.web().drip("/twice.raw", BYTES, Duration.ofSeconds(2));
        String id = demo.createRaw("twice");

        List<Integer> answers =
                Stream.of(1, 2).map(i -> CompletableFuture.supplyAsync(() -> download(id, url, true))).toList().stream()
                        .map(call -> call.join().status())
                        .sorted()
                        .toList();

        assertThat(answers).containsExactly(202, 409);
        assertThat(settled(id).path("status").asText()).isEqualTo("active");
        assertThat(demo.tasks(id).expect(200).json().path("tasks")).hasSize(1);
        vitrine.invariants().hold();
        demo.delete(id).expect(204);
    }

    @Test
    void anAdministratorCopiesAnImageOfAnotherAndItIsWholeAllTheTime() {
        // Given
        String id = demo.createRaw("to be copied");
        demo.upload(id, BYTES, Vitrine.FILE_STORE).expect(204);
        String request = "{\"method\": {\"name\": \"copy-image\"}, \"all_stores\": true}";
        demo.importing(id, request).expectError(403, "");

        // When
        vitrine.as("admin").importing(id, request).expect(202);

        // Then
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("stores").asText().split(",")).containsExactlyInAnyOrder(BOTH.split(","));
        assertThat(image.path("os_glance_importing_to_stores").asText("absent")).isEmpty();
        assertThat(demo.tasks(id).expect(200).json().path("tasks")).isEmpty();
        // Nothing is left to do.
        vitrine.as("admin").importing(id, request).expect(202);
        assertThat(vitrine.as("admin").tasks(id).expect(200).json().path("tasks"))
                .hasSize(1);
        vitrine.invariants().hold();
        demo.delete(id).expect(204);
    }

    private Answer download(String id, String url, boolean mustSucceed) {
        return demo.importing(id, """
                {"method": {"name": "web-download", "uri": "%s"}, "all_stores": true, "all_stores_must_succeed": %s}""".formatted(url, mustSucceed));
    }

    private JsonNode settled(String id) {
        await("import of " + id)
                .atMost(SOON.plus(SOON))
                .until(() -> !demo.image(id).has("os_glance_import_task"));
        return demo.image(id);
    }

    private JsonNode task(String id) {
        JsonNode tasks = demo.tasks(id).expect(200).json().path("tasks");
        return tasks.path(tasks.size() - 1);
    }
}
