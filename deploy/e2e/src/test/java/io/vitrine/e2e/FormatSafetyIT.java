package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whichever way a hostile file comes, it becomes no image, and people read why. */
@OnVitrine
class FormatSafetyIT {
    private static final String QCOW2 =
            "{\"name\": \"%s\", \"disk_format\": \"qcow2\", \"container_format\": \"bare\"}";
    private static final String WHY = "it has a backing file";
    private static final long DISK = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vitrine vitrine;
    private final ImageClient demo;

    FormatSafetyIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void anUploadIsRefusedAndTheNextOneTaken() {
        // Given
        String id = create("hostile upload");

        // When
        demo.upload(id, qcow2(512)).expectError(415, WHY);

        // Then
        assertNothingIsThere(id);

        // When
        demo.upload(id, qcow2(0)).expect(204);

        // Then
        assertThat(demo.image(id).path("virtual_size").asLong()).isEqualTo(DISK);
        assertThat(demo.image(id).has("inspected_format")).isFalse();
        demo.delete(id).expect(204);
    }

    @Test
    void anImportOfStagedBytesFailsWithTheReason() {
        String id = create("hostile staging");
        demo.stage(id, qcow2(512)).expect(204);

        demo.importing(id, "{\"method\": {\"name\": \"glance-direct\"}}").expect(202);

        assertImportFails(id);
    }

    @Test
    void anImportFromTheWebFailsWithTheReason() {
        String id = create("hostile page");

        demo.webDownload(id, vitrine.web().serve("/hostile.qcow2", qcow2(512))).expect(202);

        assertImportFails(id);
    }

    private void assertImportFails(String id) {
        await().atMost(SOON).until(() -> !demo.image(id).has("os_glance_import_task"));
        JsonNode task = demo.tasks(id).expect(200).json().path("tasks").get(0);
        assertThat(task.path("status").asText()).isEqualTo("failure");
        assertThat(task.path("message").asText()).contains(WHY);
        assertNothingIsThere(id);
        demo.delete(id).expect(204);
    }

    private void assertNothingIsThere(String id) {
        JsonNode image = demo.image(id);
        assertThat(image.path("status").asText()).isEqualTo("queued");
        assertThat(image.path("size").isNull()).isTrue();
        assertThat(image.path("checksum").isNull()).isTrue();
        await("the bytes are gone")
                .atMost(SOON)
                .until(() -> vitrine.blobs().of(id).isEmpty());
    }

    private String create(String name) {
        return demo.create(QCOW2.formatted(name)).expect(201).json().path("id").asText();
    }

    /** A disk of 1 MiB with nothing on it. */
    private static byte[] qcow2(long backingFileAt) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * 512);
        bytes.putInt(0x514649fb)
                .putInt(2)
                .putLong(backingFileAt)
                .putInt(0)
                .putInt(9)
                .putLong(DISK)
                .putInt(0);
        bytes.putInt(32).putLong(1024).putLong(512).putInt(1).putInt(0).putLong(0);
        return bytes.array();
    }
}
