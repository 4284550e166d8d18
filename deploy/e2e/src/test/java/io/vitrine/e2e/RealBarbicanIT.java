package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.keymanager.Barbican;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The keys of deleted images are gone from a real Barbican, and those of others are not. */
@OnVitrine
@EnabledIf(value = "io.vitrine.local.keymanager.Barbican#isInstalled", disabledReason = Barbican.HINT)
class RealBarbicanIT {
    private static final byte[] BYTES = RandomBytes.of(50_000, 7);
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Barbican barbican;

    private final Vitrine vitrine;
    private final ImageClient demo;

    RealBarbicanIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @BeforeAll
    static void start() {
        barbican = Barbican.start(folder);
    }

    @AfterAll
    static void stop() {
        barbican.close();
    }

    @Test
    void theKeyGoesWithItsImageWithBytesAndWithout() {
        // Given
        UUID full = barbican.secret("demo", "volume-service");
        UUID empty = barbican.secret("demo", "volume-service");
        String withBytes = encrypted(full);
        demo.upload(withBytes, BYTES).expect(204);
        String without = encrypted(empty);

        // When
        demo.delete(withBytes).expect(204);
        demo.delete(without).expect(204);

        // Then
        await().atMost(SOON).until(() -> barbican.status(full, "demo") == 404 && barbican.status(empty, "demo") == 404);
        await().atMost(SOON)
                .until(() ->
                        ended(withBytes).equals("deleted") && ended(without).equals("deleted"));
        assertThat(vitrine.blobs().of(withBytes)).isEmpty();
    }

    @Test
    void theKeyOfAnotherProjectStays() {
        // Given
        UUID victims = barbican.secret("victim", "alice");
        String id = encrypted(victims);

        // When
        demo.delete(id).expect(204);

        // Then
        await().atMost(SOON).until(() -> ended(id).equals("failed forbidden"));
        assertThat(barbican.status(victims, "victim")).isEqualTo(200);
    }

    private String encrypted(UUID key) {
        vitrine.keyManager().passOn(key.toString(), barbican.url());
        return demo.create("""
                        {"name": "encrypted", "disk_format": "raw", "container_format": "bare",
                         "cinder_encryption_key_id": "%s", "cinder_encryption_key_deletion_policy": "on_image_deletion"}
                        """.formatted(key)).expect(201).json().path("id").asText();
    }

    private String ended(String id) {
        return vitrine.rows()
                .select("select concat_ws(' ', state, reason) as ended from key_cleanup where image_id = ?::uuid", id)
                .getFirst()
                .get("ended")
                .toString();
    }
}
