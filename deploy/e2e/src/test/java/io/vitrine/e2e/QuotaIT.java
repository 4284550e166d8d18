package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project has so much room and no more. */
@OnVitrine
class QuotaIT {
    private static final String PROJECT = "third";
    private static final String SIZE = "image_size_total";
    private static final int MIB = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vitrine vitrine;
    private final ImageClient third;

    QuotaIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.third = vitrine.as(PROJECT);
    }

    @AfterEach
    void noLimit() {
        vitrine.rows().limit(PROJECT, SIZE, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void aStreamOfUnknownLengthIsCutOffWhereTheRoomEnds(String store) throws IOException {
        // Given
        long before = used();
        vitrine.rows().limit(PROJECT, SIZE, before + 6);
        String id = third.createRaw("endless");

        // When
        Answer answer;
        try (var call = new RawCall(
                third,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "X-Image-Meta-Store",
                store,
                "Transfer-Encoding",
                "chunked")) {
            for (int mebibyte = 0; mebibyte < 6; mebibyte++) {
                call.send(chunk(RandomBytes.of(MIB, mebibyte)));
            }
            answer = call.send(chunk(new byte[1])).answer();
        }

        // Then
        answer.expectError(413, SIZE);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(third.status(id)).isEqualTo("queued");
            assertThat(vitrine.blobs().of(id)).isEmpty();
            assertThat(used()).isEqualTo(before);
        });
        third.upload(id, RandomBytes.of(6 * MIB, 1), store).expect(204);
        assertThat(used()).isEqualTo(before + 6);
        third.delete(id).expect(204);
        assertThat(used()).isEqualTo(before);
    }

    @Test
    void anImportIsCutOffToo() {
        // Given
        vitrine.rows().limit(PROJECT, SIZE, used() + 6);
        String id = third.createRaw("too much of the web");
        String uri = vitrine.web().serve("/endless.raw", exchange -> {
            exchange.sendResponseHeaders(200, 0); // of unknown length
            exchange.getResponseBody().write(RandomBytes.of(7 * MIB, 1));
        });

        // When
        third.webDownload(id, uri).expect(202);

        // Then
        await().atMost(Vitrine.SETTLED).untilAsserted(() -> {
            var task = third.tasks(id).expect(200).json().path("tasks").path(0);
            assertThat(task.path("status").asText()).isEqualTo("failure");
            assertThat(task.path("message").asText()).contains(SIZE);
        });
        assertThat(third.status(id)).isEqualTo("queued");
        third.delete(id).expect(204);
    }

    private long used() {
        return third.get("/v2/info/usage")
                .expect(200)
                .json()
                .path("usage")
                .path(SIZE)
                .path("usage")
                .asLong();
    }

    private static byte[] chunk(byte[] bytes) {
        byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[head.length + bytes.length + 2];
        System.arraycopy(head, 0, chunk, 0, head.length);
        System.arraycopy(bytes, 0, chunk, head.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }
}
