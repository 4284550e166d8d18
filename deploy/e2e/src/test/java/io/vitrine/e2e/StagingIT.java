package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Service;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images whose bytes are sent first and imported afterwards. */
@OnVitrine
class StagingIT {
    private static final byte[] BYTES = RandomBytes.of(5_000_000, 23);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vitrine vitrine;
    private final ImageClient demo;

    StagingIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void stagedBytesBecomeTheImageInTheStoreThatIsNamed(String store) {
        // Given
        String id = demo.createRaw("staged");

        // When
        demo.stage(id, BYTES).expect(204);

        // Then
        JsonNode staged = demo.image(id);
        assertThat(staged.path("status").asText()).isEqualTo("uploading");
        assertThat(staged.path("size").asLong()).isEqualTo(BYTES.length);
        assertThat(staged.path("checksum").isNull()).isTrue();
        assertThat(staged.has("stores")).isFalse();
        demo.download(id).expect(204);
        demo.stage(id, BYTES).expectError(409, "");
        demo.upload(id, BYTES).expectError(409, "");
        demo.webDownload(id, vitrine.web().url("/x")).expectError(409, "web-download");

        // When
        demo.importing(id, "{\"method\": {\"name\": \"glance-direct\"}, \"stores\": [\"%s\"]}".formatted(store))
                .expect(202);

        // Then
        JsonNode image = settled(id);
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("stores").asText()).isEqualTo(store);
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(image.path("checksum").asText()).isEqualTo(Hex.md5(BYTES));
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        await("nothing is staged any more")
                .atMost(SOON)
                .until(() -> vitrine.blobs().of(id).size() == 1);
        demo.delete(id).expect(204);
    }

    @Test
    void stagedBytesSurviveARestartOfTheGateway() {
        String id = demo.createRaw("staged by one, imported by another");
        demo.stage(id, BYTES).expect(204);

        vitrine.killAndStart(Service.STORE_GATEWAY);
        demo.importing(id, "{\"method\": {\"name\": \"glance-direct\"}}").expect(202);

        assertThat(settled(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        demo.delete(id).expect(204);
    }

    @Test
    void aDeletedImageLeavesNothingStaged() {
        String id = demo.createRaw("never imported");
        demo.stage(id, BYTES).expect(204);
        assertThat(vitrine.blobs().of(id)).hasSize(1);

        demo.delete(id).expect(204);

        await("the staged bytes are gone")
                .atMost(SOON)
                .until(() -> vitrine.blobs().of(id).isEmpty());
    }

    @Test
    void anImportThatCannotStartKeepsWhatIsStaged() {
        String id = demo.create("{\"name\": \"no formats\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        demo.importing(id, "{\"method\": {\"name\": \"glance-direct\"}}").expectError(409, "queued");
        demo.stage(id, BYTES).expect(204);

        demo.importing(id, "{\"method\": {\"name\": \"glance-direct\"}}").expectError(409, "disk_format");

        assertThat(demo.status(id)).isEqualTo("uploading");
        assertThat(vitrine.blobs().of(id)).hasSize(1);
        demo.delete(id).expect(204);
    }

    @Test
    void onlyPutStages() {
        String id = demo.createRaw("methods");
        var answer = demo.send("GET", "/v2/images/" + id + "/stage", BodyPublishers.noBody());
        answer.expectError(405, "");
        assertThat(answer.header("Allow")).hasValue("PUT");
        demo.delete(id).expect(204);
    }

    private JsonNode settled(String id) {
        await().atMost(SOON).until(() -> !demo.image(id).has("os_glance_import_task"));
        return demo.image(id);
    }
}
