package io.vitrine.imageapi.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.key.KeyRepeats;
import io.vitrine.imageapi.key.KeyResults;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the delete of an image to the end of its bytes and its key. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class PurgeIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Inject
    StoreResults stores;

    @Inject
    KeyResults keys;

    @Inject
    RemovalRepeats repeats;

    @Inject
    KeyRepeats keyRepeats;

    @BeforeEach
    void stores() {
        world.stores();
    }

    @Test
    void theKeyFollowsThePurgeAndThePurgeFollowsTheLastByte() {
        UUID key = UUID.randomUUID();
        UUID image = encrypted(key.toString());
        writes.active(image);
        deletes.delete(image);
        assertThat(events(image, 4)).doesNotContain("image.purged.v1");
        assertThat(world.text("select attempts from key_cleanup where image_id = ?", image))
                .isEqualTo("0");

        done(image, StoreDeleteDone.Outcome.GONE);

        assertThat(world.locations(image)).isEmpty();
        assertThat(events(image, 5).getLast()).isEqualTo("image.purged.v1");
        try (var commands = new Bystander(Topics.KEY_COMMANDS)) {
            assertThat(commands.types(image, 1)).containsExactly("key.delete.v1");
        }

        keys.apply(answer(image, key, KeyDeleteDone.Outcome.DELETED));
        assertThat(world.text("select state from key_cleanup where image_id = ?", image))
                .isEqualTo("deleted");
        assertThat(events(image, 6).getLast()).isEqualTo("image.key.deleted.v1");
    }

    @Test
    void resultsDeliveredThreeTimesAndOutOfOrderChangeNothing() {
        UUID key = UUID.randomUUID();
        UUID image = encrypted(key.toString());
        writes.active(image);
        // Before anybody asked: an old record of nobody.
        keys.apply(answer(image, key, KeyDeleteDone.Outcome.DELETED));
        deletes.delete(image);
        var gone = result(image, StoreDeleteDone.Outcome.GONE);
        var later = result(image, StoreDeleteDone.Outcome.TRY_LATER);

        for (int i = 0; i < 3; i++) {
            stores.apply(gone);
            stores.apply(later);
            keys.apply(answer(image, key, KeyDeleteDone.Outcome.ALREADY_GONE));
            keys.apply(answer(image, key, KeyDeleteDone.Outcome.FAILED));
        }

        assertThat(world.locations(image)).isEmpty();
        assertThat(world.text("select state from key_cleanup where image_id = ?", image))
                .isEqualTo("already_gone");
        assertThat(events(image, 6))
                .containsOnlyOnce("image.purged.v1")
                .containsOnlyOnce("image.key.deleted.v1")
                .doesNotContain("image.key.failed.v1");
    }

    @Test
    void anImageWithoutLocationsIsPurgedAtOnce() {
        UUID image = world.queuedImage("demo");

        deletes.delete(image);

        assertThat(events(image, 2)).containsExactly("image.delete.v1", "image.purged.v1");
    }

    @Test
    void aDeleteDuringAnUploadKeepsTheLocationUntilTheUploadHasEnded() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = writes.open(image);
        deletes.delete(image);

        // The store has seen nothing yet: the bytes are still on their way.
        done(image, StoreDeleteDone.Outcome.GONE);
        assertThat(world.locations(image)).containsExactly("pending_delete");

        writes.abort(grant);
        done(image, StoreDeleteDone.Outcome.GONE);
        assertThat(world.locations(image)).isEmpty();
        assertThat(events(image, 3)).contains("image.purged.v1");
    }

    @Test
    void aStoreThatAsksForTimeIsAskedAgainWhenItIsDue() {
        UUID image = world.queuedImage("demo");
        writes.active(image);
        deletes.delete(image);
        done(image, StoreDeleteDone.Outcome.TRY_LATER);
        repeats.sweep();
        assertThat(world.number("select attempts from image_locations where image_id = ?", image))
                .isEqualTo(1);

        world.change("update image_locations set next_attempt = now() where image_id = ?", image);
        repeats.sweep();

        assertThat(world.number("select attempts from image_locations where image_id = ?", image))
                .isEqualTo(2);
        try (var commands = new Bystander(Topics.STORE_COMMANDS)) {
            assertThat(commands.types(image, 2)).hasSize(2);
        }
    }

    @Test
    void anOrphanHoldsUpNeitherPurgeNorKey() {
        UUID key = UUID.randomUUID();
        UUID image = encrypted(key.toString());
        writes.active(image);
        deletes.delete(image);

        done(image, StoreDeleteDone.Outcome.FAILED);
        done(image, StoreDeleteDone.Outcome.FAILED);
        assertThat(world.locations(image)).containsExactly("orphaned");
        assertThat(events(image, 5)).containsOnlyOnce("image.purged.v1");
        try (var commands = new Bystander(Topics.KEY_COMMANDS)) {
            assertThat(commands.types(image, 1)).hasSize(1);
        }

        // Its store came back into the configuration.
        done(image, StoreDeleteDone.Outcome.GONE);
        assertThat(world.locations(image)).isEmpty();
        assertThat(world.number(
                        "select count(*) from outbox where key = ? and type = 'image.purged.v1'", image.toString()))
                .isZero();
    }

    @Test
    void aKeyThatAnotherImageUsesStaysUntilTheLastOneGoes() {
        UUID key = UUID.randomUUID();
        UUID first = encrypted(key.toString());
        UUID second = encrypted(key.toString().toUpperCase(Locale.ROOT));

        deletes.delete(first);
        assertThat(world.text("select state || ' ' || reason from key_cleanup where image_id = ?", first))
                .isEqualTo("skipped in-use");

        deletes.delete(second);
        assertThat(world.text("select state from key_cleanup where image_id = ?", second))
                .isEqualTo("pending");
        try (var commands = new Bystander(Topics.KEY_COMMANDS)) {
            assertThat(commands.types(second, 1)).containsExactly("key.delete.v1");
        }
    }

    @Test
    void aKeyManagerThatIsAwayIsAskedAgainAndGivenUpInTheEnd() {
        UUID key = UUID.randomUUID();
        UUID image = encrypted(key.toString());
        deletes.delete(image);
        keys.apply(answer(image, key, KeyDeleteDone.Outcome.TRY_LATER));
        keyRepeats.sweep();
        assertThat(world.number("select attempts from key_cleanup where image_id = ?", image))
                .isEqualTo(1);

        world.change("update key_cleanup set next_attempt = now() where image_id = ?", image);
        keyRepeats.sweep();
        assertThat(world.number("select attempts from key_cleanup where image_id = ?", image))
                .isEqualTo(2);

        world.change(
                "update key_cleanup set next_attempt = now(), asked_at = now() - interval '15 days' where image_id = ?",
                image);
        keyRepeats.sweep();
        assertThat(world.text("select state || ' ' || reason from key_cleanup where image_id = ?", image))
                .isEqualTo("failed gave-up");
        assertThat(events(image, 3)).contains("image.key.failed.v1");
    }

    private UUID encrypted(String key) {
        return world.queuedImage(
                "demo",
                Map.of("cinder_encryption_key_id", key, "cinder_encryption_key_deletion_policy", "on_image_deletion"));
    }

    private void done(UUID image, StoreDeleteDone.Outcome outcome) {
        stores.apply(result(image, outcome));
    }

    private StoreDeleteDone result(UUID image, StoreDeleteDone.Outcome outcome) {
        long location = world.number("select id from image_locations where image_id = ?", image);
        return new StoreDeleteDone(image, location, "fast", 1, outcome, "because", null);
    }

    private static KeyDeleteDone answer(UUID image, UUID key, KeyDeleteDone.Outcome outcome) {
        return new KeyDeleteDone(image, key, outcome, null, 204, null, 3);
    }

    private static List<String> events(UUID image, int atLeast) {
        try (var events = new Bystander(Topics.EVENTS)) {
            return events.types(image, atLeast);
        }
    }
}
