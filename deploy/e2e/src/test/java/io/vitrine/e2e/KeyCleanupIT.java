package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.contracts.MessageType;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.event.EventLog;
import io.vitrine.e2e.stub.StubKeyManager.Call;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Service;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An image's encryption key goes last, once, and only when it may. */
@OnVitrine
class KeyCleanupIT {
    private static final byte[] BYTES = RandomBytes.of(50_000, 3);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ON_DELETION = "on_image_deletion";

    private final Vitrine vitrine;
    private final ImageClient demo;
    private final String key = UUID.randomUUID().toString();

    KeyCleanupIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void theKeyIsDeletedOnceAndAfterTheBytes() {
        // Given
        String id = encrypted(key, ON_DELETION);
        assertThat(vitrine.blobs().of(id)).isNotEmpty();

        // When
        demo.delete(id).expect(204);

        // Then
        await().atMost(SOON).until(() -> state(id).equals("deleted"));
        Call call = vitrine.keyManager().about(key).getFirst();
        assertThat(vitrine.keyManager().about(key)).hasSize(1);
        assertThat(call.method()).isEqualTo("DELETE");
        assertThat(call.path()).isEqualTo("/v1/secrets/" + key);
        assertThat(call.project())
                .as("each delete acts in the project of the image")
                .isEqualTo("demo");
        assertThat(call.withToken()).isTrue();
        assertThat(vitrine.blobs().of(id)).isEmpty();
        assertThat(vitrine.rows().locations(id)).isZero();
        assertThat(purgedAt(id)).as("bytes first").isBeforeOrEqualTo(call.at());
    }

    @Test
    void aKeyThatIsGoneAlreadyIsSuccess() {
        vitrine.keyManager().script(key, 404);
        String id = encrypted(key, ON_DELETION);

        demo.delete(id).expect(204);

        await().atMost(SOON).until(() -> state(id).equals("already_gone"));
        assertThat(vitrine.keyManager().about(key)).hasSize(1);
    }

    @Test
    void withoutThePolicyTheKeyStays() {
        // Given
        String kept = encrypted(key, "do_not_delete");
        String unsaid = encrypted(UUID.randomUUID().toString(), null);

        // When
        demo.delete(kept).expect(204);
        demo.delete(unsaid).expect(204);

        // Then
        vitrine.invariants().hold();
        assertThat(vitrine.keyManager().about(key)).isEmpty();
        assertThat(rows(kept)).isEmpty();
        assertThat(rows(unsaid)).isEmpty();
    }

    @Test
    void aSharedKeyGoesWithTheLastOfItsImages() {
        // Given
        String first = encrypted(key, ON_DELETION);
        String second = encrypted(key, ON_DELETION);

        // When
        demo.delete(first).expect(204);
        await().atMost(SOON).until(() -> state(first).equals("skipped"));

        // Then
        assertThat(vitrine.keyManager().about(key)).isEmpty();

        // When
        demo.delete(second).expect(204);

        // Then
        await().atMost(SOON).until(() -> state(second).equals("deleted"));
        assertThat(vitrine.keyManager().about(key)).hasSize(1);
    }

    @Test
    void aKeyManagerThatIsDownIsAskedAgain() {
        // Given
        vitrine.keyManager().script(key, 503, 503);
        String id = encrypted(key, ON_DELETION);

        // When
        demo.delete(id).expect(204);

        // Then
        await().atMost(SOON).until(() -> state(id).equals("deleted"));
        assertThat(vitrine.keyManager().about(key)).hasSize(3);
        assertThat(rows(id).getFirst().get("attempts")).isEqualTo(3);
        assertThat(vitrine.blobs().of(id)).isEmpty();
    }

    @Test
    void aKillBetweenTheDeletionAndItsReportLosesNothing() {
        // Given
        CountDownLatch answer = vitrine.keyManager().holdAnswer(key);
        String id = encrypted(key, ON_DELETION);
        demo.delete(id).expect(204);
        await().atMost(SOON).until(() -> !vitrine.keyManager().about(key).isEmpty());

        // When
        try {
            vitrine.killAndStart(Service.KEY_CLEANUP);
        } finally {
            answer.countDown();
        }

        // Then
        await().atMost(SOON).until(() -> state(id).equals("already_gone"));
        assertThat(vitrine.keyManager().about(key)).hasSizeGreaterThanOrEqualTo(2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(EventLog.types(vitrine.events().of(id)))
                        .containsOnlyOnce(MessageType.IMAGE_KEY_DELETED));
    }

    @Test
    void anotherWordForThePolicyIsRefused() {
        demo.create("{\"cinder_encryption_key_deletion_policy\": \"sometimes\"}")
                .expectError(400, "cinder_encryption_key_deletion_policy");
    }

    private String encrypted(String keyId, String policy) {
        String more = policy == null ? "" : ", \"cinder_encryption_key_deletion_policy\": \"" + policy + "\"";
        String id = demo.create("""
                        {"name": "encrypted", "disk_format": "raw", "container_format": "bare",
                         "cinder_encryption_key_id": "%s"%s}""".formatted(keyId, more))
                .expect(201)
                .json()
                .path("id")
                .asText();
        demo.upload(id, BYTES).expect(204);
        return id;
    }

    private List<Map<String, Object>> rows(String id) {
        return vitrine.rows().select("select * from key_cleanup where image_id = ?::uuid", id);
    }

    private String state(String id) {
        return rows(id).stream()
                .map(row -> (String) row.get("state"))
                .findFirst()
                .orElse("none");
    }

    private Instant purgedAt(String id) {
        return ((Timestamp) vitrine.rows()
                        .select("select purged_at from images where id = ?::uuid", id)
                        .getFirst()
                        .get("purged_at"))
                .toInstant();
    }
}
