package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who carries bytes is killed while it carries them: SIGKILL, no farewell. */
@OnVitrine
class TransferFaultsIT {
    private static final byte[] BYTES = RandomBytes.of(24_000_000, 31);
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Vitrine vitrine;
    private final ImageClient demo;

    TransferFaultsIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void anUploadDiesWithItsGatewayAndMayBeRepeated(String store) throws Exception {
        // Given
        String id = demo.createRaw("dies");
        try (RawCall call = RawCall.upload(demo, id, store, BYTES.length)) {
            call.send(BYTES, 0, BYTES.length - 1_000_000);
            await("bytes are in the store")
                    .atMost(SOON)
                    .until(() -> !vitrine.blobs().of(id).isEmpty());
            assertThat(demo.status(id)).isEqualTo("saving");

            // When
            vitrine.system().kill(Service.STORE_GATEWAY);
        }
        vitrine.system().start(Service.STORE_GATEWAY);

        // Then
        await("taken back after lease and sweep")
                .atMost(Vitrine.SETTLED)
                .until(() -> demo.status(id).equals("queued"));
        vitrine.invariants().hold();
        assertThat(vitrine.blobs().of(id)).isEmpty();
        assertThat(demo.image(id).path("size").isNull()).isTrue();
        demo.upload(id, BYTES, store).expect(204);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    @Test
    void anUploadOutlivesImageApi() throws Exception {
        // Given
        String id = demo.createRaw("outlives");
        try (RawCall call = RawCall.upload(demo, id, Vitrine.FILE_STORE, BYTES.length)) {
            call.send(BYTES, 0, BYTES.length / 2);
            await().atMost(SOON).until(() -> demo.status(id).equals("saving"));

            // When
            vitrine.killAndStart(Service.IMAGE_API);

            // Then
            call.send(BYTES, BYTES.length / 2, BYTES.length - BYTES.length / 2);
            assertThat(call.answer().status()).isEqualTo(204);
        }
        assertThat(demo.image(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        demo.delete(id).expect(204);
    }

    @Test
    void anImportDiesWithItsWorkerAndIsRunAgain() {
        // Given
        String url = vitrine.web().stallOnce("/stalls-once.raw", BYTES);
        String id = demo.createRaw("import dies");
        demo.webDownload(id, url).expect(202);
        await("half of it was sent").atMost(SOON).until(() -> vitrine.web().asked("/stalls-once.raw") == 1);
        await().atMost(SOON).until(() -> demo.status(id).equals("importing"));

        // When
        vitrine.killAndStart(Service.IMPORT_WORKER);

        // Then
        await("run again after lease and sweep")
                .atMost(Vitrine.SETTLED.plus(SOON))
                .until(() -> demo.status(id).equals("active"));
        assertThat(demo.image(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(vitrine.web().asked("/stalls-once.raw")).isEqualTo(2);
        vitrine.invariants().hold();
        demo.delete(id).expect(204);
    }

    @Test
    void anImportWhoseGatewayDiesIsRunAgain() {
        // Given
        String url = vitrine.web().stallOnce("/gateway-dies.raw", BYTES);
        String id = demo.createRaw("gateway dies");
        demo.webDownload(id, url).expect(202);
        await().atMost(SOON).until(() -> vitrine.web().asked("/gateway-dies.raw") == 1);
        await("half of it is in the store")
                .atMost(SOON)
                .until(() -> !vitrine.blobs().of(id).isEmpty());

        // When
        vitrine.killAndStart(Service.STORE_GATEWAY);

        // Then: it ends, and may be asked for again
        await().atMost(Vitrine.LONGEST_IMPORT.plus(Vitrine.SETTLED))
                .until(() -> !demo.image(id).has("os_glance_import_task"));
        JsonNode image = demo.image(id);
        if (image.path("status").asText().equals("queued")) {
            demo.webDownload(id, url).expect(202);
        }
        await().atMost(SOON).until(() -> demo.status(id).equals("active"));
        assertThat(demo.image(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        vitrine.invariants().hold();
        demo.delete(id).expect(204);
    }

    @Test
    void aGatewayThatSleptThroughItsLeaseIsRefused() throws Exception {
        // Given
        String id = demo.createRaw("slept");
        try (RawCall call = RawCall.upload(demo, id, Vitrine.FILE_STORE, BYTES.length)) {
            call.send(BYTES, 0, BYTES.length / 2);
            await().atMost(SOON).until(() -> demo.status(id).equals("saving"));
            ImageClient straight = new ImageClient(vitrine.system().url(Port.IMAGE_API), demo::token);

            // When
            vitrine.system().pause(Service.STORE_GATEWAY);
            await("taken back meanwhile")
                    .atMost(Vitrine.SETTLED)
                    .until(() -> straight.status(id).equals("queued"));
            vitrine.system().resume(Service.STORE_GATEWAY);

            // Then: whatever it still does, its generation is over
            call.sendIfHeard(BYTES, BYTES.length / 2, BYTES.length - BYTES.length / 2);
            assertThat(call.statusOfAnswer().orElse(409)).isIn(409, 410);
        }
        assertThat(demo.status(id)).isEqualTo("queued");
        vitrine.invariants().hold();
        demo.upload(id, BYTES).expect(204);
        demo.delete(id).expect(204);
    }
}
