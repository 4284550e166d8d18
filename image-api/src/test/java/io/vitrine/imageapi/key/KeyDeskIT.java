package io.vitrine.imageapi.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.KeyDeleteDone.Outcome;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.key.KeyDesk.Entry;
import io.vitrine.imageapi.key.KeyDesk.Query;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator does about keys that stayed. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class KeyDeskIT {
    private static final List<KeyCleanupState> ALL = List.of(KeyCleanupState.values());

    @Inject
    World world;

    @Inject
    Deletes deletes;

    @Inject
    KeyResults results;

    @Inject
    KeyRepeats repeats;

    @Inject
    KeyDesk desk;

    private final String project = "desk-" + UUID.randomUUID();

    @Test
    void keysAreFoundByStateReasonProjectAndImageAPageAtATime() {
        UUID failed = ended(Outcome.FAILED, "forbidden");
        UUID skipped = ended(Outcome.SKIPPED, "no-manager");
        UUID pending = deleted(UUID.randomUUID().toString());

        assertThat(images(new Query(ALL, null, project, null))).containsExactlyInAnyOrder(failed, skipped, pending);
        assertThat(images(new Query(List.of(KeyCleanupState.FAILED), null, project, null)))
                .containsExactly(failed);
        assertThat(images(new Query(ALL, "no-manager", project, null))).containsExactly(skipped);
        assertThat(images(new Query(ALL, null, null, pending))).containsExactly(pending);

        List<UUID> pages = new ArrayList<>();
        Entry last = null;
        for (int i = 0; i < 3; i++) {
            last = desk.list(new Query(ALL, null, project, null), last, 1).getFirst();
            pages.add(last.imageId());
        }
        assertThat(pages).isEqualTo(images(new Query(ALL, null, project, null)));
        assertThat(desk.list(new Query(ALL, null, project, null), last, 1)).isEmpty();
    }

    @Test
    void aFailedKeyIsTriedAgainWithAllItsTime() {
        UUID image = ended(Outcome.FAILED, "forbidden");
        world.change("update key_cleanup set asked_at = now() - interval '20 days' where image_id = ?", image);

        assertThat(desk.retry(entry(image))).isTrue();
        repeats.sweep();

        assertThat(entry(image).state()).isEqualTo("pending");
        assertThat(entry(image).attempts()).isEqualTo(1);
        assertThat(desk.retry(entry(image))).as("it is being tried already").isFalse();
        results.apply(
                new KeyDeleteDone(image, UUID.fromString(entry(image).keyId()), Outcome.DELETED, null, 204, null, 3));
        assertThat(entry(image).state()).isEqualTo("deleted");
        assertThat(desk.retry(entry(image))).as("it is gone").isFalse();
        assertThat(desk.forget(entry(image))).isFalse();
    }

    @Test
    void aSkippedKeyIsTriedAgainButNotWhenNobodyKnowsWhichOneWasMeant() {
        UUID image = ended(Outcome.SKIPPED, "no-manager");
        UUID nonsense = deleted("nonsense");
        UUID foreign = deleted("https://evil.example/v1/secrets/" + UUID.randomUUID());

        assertThat(desk.retry(entry(image))).isTrue();
        assertThat(desk.retry(entry(nonsense))).isFalse();
        assertThat(desk.retry(entry(foreign))).isFalse();
    }

    @Test
    void aKeyThatAnotherImageUsesStaysWhenItIsTriedAgain() {
        UUID image = ended(Outcome.FAILED, "forbidden");
        world.queuedImage("elsewhere", Map.of("os_encrypt_key_id", entry(image).keyId()));

        assertThat(desk.retry(entry(image))).isTrue();
        repeats.sweep();

        assertThat(entry(image).state() + " " + entry(image).reason()).isEqualTo("skipped in-use");
    }

    @Test
    void aForgottenKeyIsClosedAndSaid() {
        UUID image = ended(Outcome.FAILED, "forbidden");

        assertThat(desk.forget(entry(image))).isTrue();
        assertThat(desk.forget(entry(image))).isFalse();

        assertThat(entry(image).state() + " " + entry(image).reason()).isEqualTo("skipped forgotten");
        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, 4)).endsWith("image.key.failed.v1", "image.key.skipped.v1");
        }
    }

    private UUID deleted(String key) {
        UUID image = world.queuedImage(
                project,
                Map.of("cinder_encryption_key_id", key, "cinder_encryption_key_deletion_policy", "on_image_deletion"));
        deletes.delete(image);
        return image;
    }

    private UUID ended(Outcome outcome, String reason) {
        UUID key = UUID.randomUUID();
        UUID image = deleted(key.toString());
        results.apply(new KeyDeleteDone(image, key, outcome, reason, 403, null, 3));
        return image;
    }

    private Entry entry(UUID image) {
        return desk.list(new Query(ALL, null, null, image), null, 1).getFirst();
    }

    private List<UUID> images(Query query) {
        return desk.list(query, null, 100).stream().map(Entry::imageId).toList();
    }
}
