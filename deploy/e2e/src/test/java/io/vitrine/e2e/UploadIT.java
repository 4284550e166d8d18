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
import io.vitrine.local.Component;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on their way in: whole, or not at all. */
@OnVitrine
class UploadIT {
    private static final byte[] BYTES = RandomBytes.of(12_000_000, 11);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vitrine vitrine;
    private final ImageClient demo;

    UploadIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void anUploadIsWholeOnceItIsAnswered(String store) {
        // Given
        String id = demo.createRaw("whole");

        // When
        demo.upload(id, BYTES, store).expect(204);

        // Then
        JsonNode image = demo.image(id);
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("size").asLong()).isEqualTo(BYTES.length);
        assertThat(image.path("checksum").asText()).isEqualTo(Hex.md5(BYTES));
        assertThat(image.path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
        assertThat(image.path("stores").asText()).isEqualTo(store);
        Answer bytes = demo.download(id).expect(200);
        assertThat(bytes.body()).isEqualTo(BYTES);
        assertThat(bytes.header("Content-MD5")).contains(Hex.md5(BYTES));
        assertThat(bytes.header("Content-Length")).contains("" + BYTES.length);
        demo.upload(id, BYTES, store).expectError(409, "");
        demo.delete(id).expect(204);
    }

    @Test
    void anEmptyUploadIsAnImageOfNoBytes() {
        String id = demo.createRaw("empty");

        demo.upload(id, new byte[0]).expect(204);

        assertThat(demo.image(id).path("size").asLong(-1)).isZero();
        assertThat(demo.download(id).expect(200).body()).isEmpty();
        demo.delete(id).expect(204);
    }

    @Test
    void whoAsksFirstIsRefusedBeforeSendingAnything() throws Exception {
        // Given
        String id = demo.createRaw("taken");
        demo.upload(id, RandomBytes.of(10, 1)).expect(204);

        // When
        try (var call = new RawCall(
                demo,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "Content-Length",
                "" + BYTES.length,
                "Expect",
                "100-continue")) {

            // Then
            assertThat(call.statusLine()).contains(" 409 ");
        }
        demo.delete(id).expect(204);
    }

    @Test
    void whoAsksFirstIsToldToGoOn() throws Exception {
        String id = demo.createRaw("asked");
        byte[] few = RandomBytes.of(1_000, 2);
        try (var call = new RawCall(
                demo,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "Content-Length",
                "" + few.length,
                "Expect",
                "100-continue")) {
            assertThat(call.statusLine()).contains(" 100 ");
            assertThat(call.statusLine()).isEmpty();
            assertThat(call.send(few).answer().status()).isEqualTo(204);
        }
        demo.delete(id).expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void ofThreeWhoUploadAtOnceOneWins(String store) throws Exception {
        // Given
        String id = demo.createRaw("contended");
        List<byte[]> bodies =
                List.of(RandomBytes.of(5_000_000, 1), RandomBytes.of(5_000_000, 2), RandomBytes.of(5_000_000, 3));

        // When
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = bodies.stream()
                    .<Callable<Answer>>map(body -> () -> demo.upload(id, body, store))
                    .toList();
            answers = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }

        // Then
        assertThat(answers.stream().map(Answer::status).sorted().toList())
                .as("%s", answers)
                .isEqualTo(List.of(204, 409, 409));
        int winner = answers.stream().map(Answer::status).toList().indexOf(204);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(bodies.get(winner));
        assertThat(demo.image(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(bodies.get(winner)));
        assertThat(vitrine.blobs().of(id)).hasSize(1);
        demo.delete(id).expect(204);
    }

    @Test
    void aStoreThatNobodyKnowsIsNamed() {
        String id = demo.createRaw("nowhere");
        demo.upload(id, BYTES, "nowhere").expectError(400, "nowhere");
        demo.upload(id, BYTES, "os_glance_staging_store").expectError(400, "os_glance_staging_store");
        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
    }

    @Test
    void onlyOctetsAreBytesOfAnImage() {
        String id = demo.createRaw("typed");
        for (String type : List.of("application/json", "application/octet-stream; charset=utf-8", "text/plain")) {
            demo.send("PUT", ImageClient.file(id), BodyPublishers.ofByteArray(BYTES), "Content-Type", type)
                    .expectError(415, "");
        }
        demo.send("PUT", ImageClient.file(id), BodyPublishers.ofByteArray(BYTES))
                .expectError(415, "");
        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
    }

    @Test
    void formatsMustBeKnownFirst() {
        String id = demo.create("{\"name\": \"bare\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        demo.upload(id, BYTES).expectError(400, "format");
        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
    }

    @Test
    void anUnreachableStoreIsSaidAndTheOtherServes() {
        // Given
        String bound = demo.createRaw("bound for s3");
        String kept = demo.createRaw("kept in s3");
        demo.upload(kept, BYTES, Vitrine.S3_STORE).expect(204);
        vitrine.system().kill(Component.S3);

        try {
            // When
            Answer answer = demo.upload(bound, BYTES, Vitrine.S3_STORE);

            // Then
            answer.expectError(503, "");
            assertThat(demo.download(kept).status()).isEqualTo(503);
            String here = demo.createRaw("here");
            demo.upload(here, BYTES).expect(204);
            assertThat(demo.download(here).expect(200).body()).isEqualTo(BYTES);
            demo.delete(here).expect(204);
            await().atMost(SOON).until(() -> demo.status(bound).equals("queued"));
        } finally {
            vitrine.system().start(Component.S3);
        }

        // Then: back as if nothing had been; a store that was away is looked at every half minute
        await("the store is back")
                .atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> demo.upload(bound, BYTES, Vitrine.S3_STORE).status() == 204);
        assertThat(demo.download(kept).expect(200).body()).isEqualTo(BYTES);
        demo.delete(bound).expect(204);
        demo.delete(kept).expect(204);
    }
}
