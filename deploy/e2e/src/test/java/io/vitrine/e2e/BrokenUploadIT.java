package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that end before they are whole leave nothing behind. */
@OnVitrine
class BrokenUploadIT {
    private static final byte[] BYTES = RandomBytes.of(12_000_000, 11);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vitrine vitrine;
    private final ImageClient demo;

    BrokenUploadIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void aConnectionCutShortLeavesTheImageQueuedAndNothingBehind(String store) throws Exception {
        // Given
        String id = demo.createRaw("cut");

        // When
        try (RawCall call = RawCall.upload(demo, id, store, BYTES.length)) {
            call.send(BYTES, 0, BYTES.length / 2).finish();
            assertThat(call.statusOfAnswer().orElse(400)).isEqualTo(400);
        }

        // Then
        queuedAgain(id);
        demo.upload(id, BYTES, store).expect(204);
        demo.delete(id).expect(204);
    }

    @Test
    void moreOrFewerBytesThanDeclaredAreRefused() {
        for (int declared : List.of(BYTES.length - 1, BYTES.length + 1)) {
            String id = demo.createRaw("declared " + declared);

            demo.send(
                            "PUT",
                            ImageClient.file(id),
                            BodyPublishers.ofByteArray(BYTES),
                            "Content-Type",
                            "application/octet-stream",
                            "x-openstack-image-size",
                            "" + declared)
                    .expectError(400, "");

            queuedAgain(id);
            demo.upload(id, BYTES).expect(204);
            demo.delete(id).expect(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void aClientThatVanishesAnywhereLeavesNothingBehind(String store) throws Exception {
        // Given
        long seed = System.nanoTime();
        System.out.println("clients vanish at the bytes of seed " + seed);
        var random = new Random(seed);
        List<String> ids = random.ints(20, 0, BYTES.length)
                .mapToObj(bytes -> vanishing(store, bytes))
                .toList();

        // When, Then
        ids.forEach(this::queuedAgain);
        vitrine.invariants().hold();
        for (String id : ids) {
            demo.upload(id, RandomBytes.of(1_000, 1), store).expect(204);
            demo.delete(id).expect(204);
        }
    }

    private String vanishing(String store, int bytes) {
        String id = demo.createRaw("vanishing at " + bytes);
        try (RawCall call = RawCall.upload(demo, id, store, BYTES.length)) {
            call.send(BYTES, 0, bytes).vanish();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void anImageDeletedDuringItsUploadLeavesNothing(String store) throws Exception {
        // Given
        String id = demo.createRaw("deleted under way");
        try (RawCall call = RawCall.upload(demo, id, store, BYTES.length)) {
            call.send(BYTES, 0, BYTES.length / 2);
            await().atMost(SOON).until(() -> demo.status(id).equals("saving"));

            // When
            demo.delete(id).expect(204);

            // Then: the rest is refused, at the latest when it is whole
            call.sendIfHeard(BYTES, BYTES.length / 2, BYTES.length - BYTES.length / 2);
            assertThat(call.statusOfAnswer().orElse(410)).isEqualTo(410);
        }
        demo.show(id).expectError(404, "");
        vitrine.invariants().hold();
        assertThat(vitrine.blobs().of(id)).isEmpty();
    }

    @Test
    void anImageDeletedWhileItsSenderPausesFreesTheSenderToo() throws Exception {
        String id = demo.createRaw("deleted in a pause");
        try (RawCall call = RawCall.upload(demo, id, Vitrine.FILE_STORE, BYTES.length)) {
            call.send(BYTES, 0, 1_000_000);
            await().atMost(SOON).until(() -> demo.status(id).equals("saving"));

            demo.delete(id).expect(204);

            // No more is sent: the next renewal of the lease says that it is over.
            assertThat(call.answer().status()).isEqualTo(410);
        }
    }

    private void queuedAgain(String id) {
        await("image " + id + " is queued again")
                .atMost(SOON)
                .until(() -> demo.status(id).equals("queued"));
        JsonNode image = demo.image(id);
        assertThat(image.path("size").isNull()).as("%s", image).isTrue();
        assertThat(image.path("checksum").isNull()).as("%s", image).isTrue();
        assertThat(image.has("stores")).as("%s", image).isFalse();
        await("nothing of " + id + " is left")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(vitrine.blobs().of(id)).isEmpty());
    }
}
