package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Service;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Uploads that break off and go on (spec: images, section 23). */
@OnVitrine
class ResumableUploadIT {
    private static final byte[] BYTES = RandomBytes.of(3_000_000, 41);
    private static final int FIRST = 1_000_001;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vitrine vitrine;
    private final ImageClient demo;

    ResumableUploadIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void anotherGatewayGoesOnWhereABrokenConnectionEnded() throws Exception {
        // Given
        String id = demo.createRaw("in pieces");
        String upload = begin(id, Vitrine.S3_STORE);
        assertThat(demo.status(id)).isEqualTo("uploading");

        // When
        try (var call = new RawCall(
                demo,
                "PATCH " + upload,
                "Tus-Resumable",
                "1.0.0",
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Offset",
                "0",
                "Content-Length",
                "" + BYTES.length)) {
            call.send(BYTES, 0, FIRST).finish();
        }

        // Then
        await("what came is kept").atMost(SOON).until(() -> offset(upload) == FIRST);

        // When
        vitrine.killAndStart(Service.STORE_GATEWAY);
        patch(upload, FIRST, Arrays.copyOfRange(BYTES, FIRST, 2_000_000)).expect(204);
        Answer last = patch(upload, 2_000_000, Arrays.copyOfRange(BYTES, 2_000_000, BYTES.length))
                .expect(204);

        // Then
        assertThat(last.header("Upload-Offset")).hasValue("" + BYTES.length);
        await().atMost(SOON).until(() -> demo.status(id).equals("active"));
        JsonNode image = demo.image(id);
        assertThat(image.path("stores").asText()).isEqualTo(Vitrine.S3_STORE);
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        await("the parts are gone")
                .atMost(SOON)
                .until(() -> vitrine.blobs().of(id).size() == 1);
        demo.delete(id).expect(204);
    }

    @Test
    void aChunkWithAnotherChecksumIsDroppedWhole() throws Exception {
        String id = demo.createRaw("checked");
        String upload = begin(id, Vitrine.FILE_STORE);
        byte[] chunk = Arrays.copyOf(BYTES, FIRST);
        String right = "sha1 "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(chunk));

        patch(upload, 0, Arrays.copyOf(BYTES, FIRST - 1), "Upload-Checksum", right)
                .expectError(460, "checksum");
        assertThat(offset(upload)).isZero();
        patch(upload, 0, chunk, "Upload-Checksum", right).expect(204);
        assertThat(offset(upload)).isEqualTo(FIRST);

        send("DELETE", upload).expect(204);
        assertThat(demo.status(id)).isEqualTo("queued");
        assertThat(demo.image(id).path("size").isNull()).isTrue();
        send("HEAD", upload).expect(410);
        await("its bytes are gone")
                .atMost(SOON)
                .until(() -> vitrine.blobs().of(id).isEmpty());
        demo.upload(id, BYTES).expect(204);
        demo.delete(id).expect(204);
    }

    @Test
    void twoRequestsAtOnceAreNotBothHeard() throws Exception {
        String id = demo.createRaw("contended");
        String upload = begin(id, Vitrine.FILE_STORE);
        try (var slow = new RawCall(
                demo,
                "PATCH " + upload,
                "Tus-Resumable",
                "1.0.0",
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Offset",
                "0",
                "Expect",
                "100-continue",
                "Content-Length",
                "100")) {
            assertThat(slow.statusLine()).contains("100");
            patch(upload, 0, new byte[100]).expectError(423, "another request");
            slow.send(BYTES, 0, 100);
            // The rest of the interim answer is an empty line.
            assertThat(slow.statusLine()).isEmpty();
            assertThat(slow.answer().status()).isEqualTo(204);
        }
        patch(upload, 0, new byte[100]).expectError(409, "offset 100");
        demo.delete(id).expect(204);
        send("HEAD", upload).expect(410);
    }

    private String begin(String id, String store) {
        Answer begun = demo.send(
                        "POST",
                        "/v2/images/" + id + "/uploads",
                        BodyPublishers.noBody(),
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "" + BYTES.length,
                        "X-Image-Meta-Store",
                        store)
                .expect(201);
        return URI.create(begun.header("Location").orElseThrow()).getPath();
    }

    private Answer patch(String upload, int offset, byte[] bytes, String... more) {
        String[] headers = {
            "Tus-Resumable",
            "1.0.0",
            "Content-Type",
            "application/offset+octet-stream",
            "Upload-Offset",
            Integer.toString(offset)
        };
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return demo.send("PATCH", upload, BodyPublishers.ofByteArray(bytes), all);
    }

    private long offset(String upload) {
        return Long.parseLong(
                send("HEAD", upload).expect(200).header("Upload-Offset").orElseThrow());
    }

    private Answer send(String method, String upload) {
        return demo.send(method, upload, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0");
    }
}
