package io.vitrine.imageapi.key;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.KeyDeleteDone.Outcome;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** When a key may be asked for, and what becomes of one whose manager is away. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class KeyCleanupsIT {
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";

    @Inject
    World world;

    @Inject
    Deletes deletes;

    @Inject
    KeyRepeats repeats;

    @Inject
    KeyResults results;

    private final UUID key = UUID.randomUUID();

    @Test
    void ofTwoImagesWithOneKeyTheLastTakesItAlongInBothOrders() {
        for (boolean swapped : List.of(false, true)) {
            UUID shared = UUID.randomUUID();
            UUID one = encrypted(
                    shared, "cinder_encryption_key_id", "cinder_encryption_key_deletion_policy", "on_image_deletion");
            UUID two = encrypted(shared, "os_encrypt_key_id", "os_encrypt_key_deletion_policy", "True");
            UUID first = swapped ? two : one;
            UUID last = swapped ? one : two;

            deletes.delete(first);
            deletes.delete(last);

            assertThat(state(first)).isEqualTo("skipped in-use");
            assertThat(state(last)).isEqualTo("pending -");
            assertThat(asked(shared)).isEqualTo(1);
        }
    }

    @RepeatedTest(5)
    void ofImagesThatGoAtTheSameMomentExactlyOneTakesTheKeyAlong() throws Exception {
        List<Callable<Object>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID image = encrypted(key);
            all.add(() -> {
                deletes.delete(image);
                return image;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> deleted : threads.invokeAll(all)) {
                deleted.get();
            }
        }

        assertThat(asked(key)).isEqualTo(1);
        assertThat(world.number(
                        "select count(*) from key_cleanup where key_id = ? and reason = 'in-use'", key.toString()))
                .isEqualTo(3);
    }

    @Test
    void anImageThatCanStillBeRestoredKeepsTheKey() {
        UUID goes = encrypted(key);
        UUID waits = encrypted(key);
        world.change("update images set status = 'pending_delete', deleted_at = now() where id = ?", waits);

        deletes.delete(goes);

        assertThat(state(goes)).isEqualTo("skipped in-use");
        assertThat(asked(key)).isZero();
    }

    @Test
    void anotherProjectsImageAndAReferenceOfWhateverHostKeepTheKey() {
        UUID goes = encrypted(key);
        world.queuedImage(
                "elsewhere", Map.of("cinder_encryption_key_id", "https://any.example/v1/secrets/" + key + "/"));

        deletes.delete(goes);

        assertThat(state(goes)).isEqualTo("skipped in-use");
    }

    @Test
    void aReferenceOfAnotherHostIsNeverAskedForAndItsEventNamesNoKey() {
        UUID image = world.queuedImage(
                "keys",
                Map.of(
                        "cinder_encryption_key_id",
                        "https://evil.example/v1/secrets/" + key,
                        "cinder_encryption_key_deletion_policy",
                        "on_image_deletion"));

        deletes.delete(image);

        assertThat(state(image)).isEqualTo("skipped foreign-reference");
        try (var events = new Bystander(Topics.EVENTS)) {
            String skipped = new String(events
                    .await(
                            image,
                            all -> all.stream()
                                    .anyMatch(event ->
                                            Bystander.header(event, "ce_type").equals(MessageType.IMAGE_KEY_SKIPPED)))
                    .stream()
                    .filter(event -> Bystander.header(event, "ce_type").equals(MessageType.IMAGE_KEY_SKIPPED))
                    .findFirst()
                    .orElseThrow()
                    .value());
            assertThat(skipped).contains("foreign-reference").doesNotContain(key.toString());
        }
    }

    @RepeatedTest(3)
    void aPatchDuringADeleteCountsWhollyOrNotAtAll() throws Exception {
        UUID other = UUID.randomUUID();
        String image = given().header("X-Auth-Token", TestTokens.member("keys"))
                .body("{\"cinder_encryption_key_id\": \"" + key
                        + "\", \"cinder_encryption_key_deletion_policy\": \"on_image_deletion\"}")
                .post("/v2/images")
                .path("id");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> patched = threads.submit(() -> given().header("X-Auth-Token", TestTokens.member("keys"))
                    .contentType(PATCH)
                    .body(("[{\"op\": \"replace\", \"path\": \"/cinder_encryption_key_id\", \"value\": \"" + other
                                    + "\"}]")
                            .getBytes(UTF_8))
                    .patch("/v2/images/" + image)
                    .statusCode());
            Future<Integer> deleted = threads.submit(() -> given().header("X-Auth-Token", TestTokens.member("keys"))
                    .delete("/v2/images/" + image)
                    .statusCode());

            assertThat(deleted.get()).isEqualTo(204);
            UUID meant = patched.get() == 200 ? other : key;
            assertThat(world.text(
                            "select string_agg(key_id, ' ') from key_cleanup where image_id = ?",
                            UUID.fromString(image)))
                    .isEqualTo(meant.toString());
        }
    }

    @Test
    void aManagerThatIsAwayForAnHourIsAskedAFewTimesAndThenDeletes() {
        UUID image = encrypted(key);
        deletes.delete(image);
        Duration away = Duration.ZERO;
        int attempts = 1;
        while (away.compareTo(Duration.ofHours(1)) < 0) {
            results.apply(answer(image, Outcome.TRY_LATER, "unreachable"));
            long wait = world.number(
                    "select ceil(extract(epoch from next_attempt - clock_timestamp()))::bigint from key_cleanup where image_id = ?",
                    image);
            assertThat(wait).isBetween(23L << Math.min(attempts - 1, 10), (37L << Math.min(attempts - 1, 10)));
            pass(image, wait - 10);
            repeats.sweep();
            assertThat(attempts(image)).as("not before it is due").isEqualTo(attempts);
            pass(image, 11);
            repeats.sweep();
            attempts++;
            assertThat(attempts(image)).isEqualTo(attempts);
            away = away.plusSeconds(wait + 1);
        }
        assertThat(attempts).isLessThanOrEqualTo(9);

        results.apply(answer(image, Outcome.DELETED, null));

        assertThat(state(image)).isEqualTo("deleted -");
        pass(image, 100_000);
        repeats.sweep();
        assertThat(attempts(image)).isEqualTo(attempts);
    }

    @Test
    void aWishForALongerPauseIsKept() {
        UUID image = encrypted(key);
        deletes.delete(image);

        results.apply(new KeyDeleteDone(image, key, Outcome.TRY_LATER, "limited", 429, 7_200L, 3));

        assertThat(world.number(
                        "select extract(epoch from next_attempt - clock_timestamp())::bigint from key_cleanup where image_id = ?",
                        image))
                .isBetween(7_100L, 7_200L);
    }

    /** Lets time go by for one key: all its times are that much further back. */
    private void pass(UUID image, long seconds) {
        world.change("""
                update key_cleanup set next_attempt = next_attempt - ? * interval '1 second',
                    asked_at = asked_at - ? * interval '1 second' where image_id = ?
                """, seconds, seconds, image);
    }

    private UUID encrypted(UUID keyId) {
        return encrypted(
                keyId, "cinder_encryption_key_id", "cinder_encryption_key_deletion_policy", "on_image_deletion");
    }

    private UUID encrypted(UUID keyId, String idProperty, String policyProperty, String policy) {
        return world.queuedImage("keys", Map.of(idProperty, keyId.toString(), policyProperty, policy));
    }

    private KeyDeleteDone answer(UUID image, Outcome outcome, String reason) {
        return new KeyDeleteDone(image, key, outcome, reason, null, null, 3);
    }

    private String state(UUID image) {
        return world.text("select state || ' ' || coalesce(reason, '-') from key_cleanup where image_id = ?", image);
    }

    private int attempts(UUID image) {
        return (int) world.number("select attempts from key_cleanup where image_id = ?", image);
    }

    private long asked(UUID keyId) {
        return world.number(
                "select count(*) from key_cleanup where key_id = ? and asked_at is not null", keyId.toString());
    }
}
