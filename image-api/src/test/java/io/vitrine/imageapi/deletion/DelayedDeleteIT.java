package io.vitrine.imageapi.deletion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.quota.Limits;
import io.vitrine.imageapi.quota.QuotaLimit;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletes that can be taken back (spec: operations, section 4). */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(DelayedDeleteIT.Delayed.class)
class DelayedDeleteIT {
    public static class Delayed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "images.delete.delayed", "true",
                    "images.delete.grace", "1h",
                    "images.delete.count-pending", "true",
                    "images.quota.mode", "project");
        }
    }

    private static final Map<String, String> ENCRYPTED = Map.of(
            "cinder_encryption_key_id",
            UUID.randomUUID().toString(),
            "cinder_encryption_key_deletion_policy",
            "on_image_deletion");

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Inject
    DueDeletes due;

    @Inject
    ImageRestore restore;

    @Inject
    Limits limits;

    @BeforeEach
    void stores() {
        world.stores();
        for (QuotaLimit limit : QuotaLimit.values()) {
            limits.set("demo", limit, -1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "deactivated"})
    void aDeletedImageIsGoneForUsersAndItsDataStays(String status) {
        UUID image = image(status);

        assertThat(call().delete("/v2/images/" + image).statusCode()).isEqualTo(204);

        assertThat(call().get("/v2/images/" + image).statusCode()).isEqualTo(404);
        assertThat(call().delete("/v2/images/" + image).statusCode()).isEqualTo(404);
        assertThat(call().body("{\"id\": \"" + image + "\"}").post("/v2/images").statusCode())
                .as("its id is taken")
                .isEqualTo(409);
        assertThat(world.status(image)).isEqualTo("pending_delete");
        assertThat(world.locations(image)).containsExactly("active");
        due.sweep();
        assertThat(world.status(image)).as("its grace is not over").isEqualTo("pending_delete");
        assertThat(world.number("select count(*) from key_cleanup where image_id = ?", image))
                .isZero();
    }

    @Test
    void strangersCannotDeleteHereEither() {
        UUID image = image("active");

        assertThat(given().header("X-Auth-Token", TestTokens.member("stranger"))
                        .delete("/v2/images/" + image)
                        .statusCode())
                .isEqualTo(404);
        assertThat(world.status(image)).isEqualTo("active");
    }

    @Test
    void anOperatorBringsItBackWithAllThatItHad() {
        UUID image = image("active");
        world.change(
                "insert into image_members (image_id, member, status, created_at, updated_at) values (?, 'friend', 'accepted', now(), now())",
                image);
        deletes.delete(image);

        assertThat(restore.restore(image.toString())).isEqualTo(ImageStatus.ACTIVE);

        assertThat(call().get("/v2/images/" + image).path("status").toString()).isEqualTo("active");
        assertThat(call().get("/v2/images/" + image).path("stores").toString()).isEqualTo("fast");
        assertThat(world.number("select count(*) from image_members where image_id = ?", image))
                .isEqualTo(1);
        expire(image);
        due.sweep();
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(world.number("select count(*) from key_cleanup where image_id = ?", image))
                .as("its key is safe")
                .isZero();
        assertThat(events(image, 5)).endsWith("image.delete.v1", "image.restore.v1");
    }

    @Test
    void whatWasClosedStaysClosed() {
        UUID image = image("deactivated");
        deletes.delete(image);

        assertThat(restore.restore(image.toString())).isEqualTo(ImageStatus.DEACTIVATED);

        assertThat(world.status(image)).isEqualTo("deactivated");
        assertThat(events(image, 6)).endsWith("image.delete.v1", "image.restore.v1", "image.deactivate.v1");
    }

    @Test
    void afterItsGraceDataAndKeyGoAndNothingBringsItBack() {
        UUID image = image("active");
        deletes.delete(image);
        expire(image);

        due.sweep();

        assertThat(world.status(image)).isEqualTo("deleted");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        assertThat(world.text("select requested_by from key_cleanup where image_id = ?", image))
                .isEqualTo(World.admin().userId());
        try (var commands = new Bystander(Topics.STORE_COMMANDS)) {
            assertThat(commands.types(image, 1)).containsExactly("store.delete.v1");
        }
        assertRefused(image.toString(), ProblemType.CONFLICT);
    }

    @Test
    void whatIsNotWaitingCannotBeRestored() {
        assertRefused(image("active").toString(), ProblemType.CONFLICT);
        assertRefused(world.queuedImage("demo").toString(), ProblemType.CONFLICT);
        assertRefused(UUID.randomUUID().toString(), ProblemType.NOT_FOUND);
        assertRefused("no id at all", ProblemType.NOT_FOUND);
    }

    @Test
    void withoutDataThereIsNothingToWaitFor() {
        UUID queued = world.queuedImage("demo");
        UUID saving = world.queuedImage("demo");
        UploadGrant grant = writes.open(saving);

        deletes.delete(queued);
        deletes.delete(saving);

        assertThat(world.status(queued)).isEqualTo("deleted");
        assertThat(world.status(saving)).isEqualTo("deleted");
        writes.abort(grant);
    }

    @Test
    void itsBytesCountUntilTheyGoAndNotAfterwards() {
        String project = limits.project();
        UUID image = image("active");
        world.change("update images set owner = ?, size = 5000000 where id = ?", project, image);
        // From the first question about a limit on a project's usage is kept.
        limits.set(project, QuotaLimit.IMAGE_COUNT_TOTAL, 100);
        given().header("X-Auth-Token", TestTokens.member(project))
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(201);
        assertThat(usage(project)).isEqualTo("2 5000000");

        deletes.delete(image);
        assertThat(usage(project)).isEqualTo("2 5000000").isEqualTo(counted(project));
        expire(image);
        due.sweep();

        assertThat(usage(project)).isEqualTo("1 0").isEqualTo(counted(project));
    }

    private UUID image(String status) {
        UUID image = world.queuedImage("demo", ENCRYPTED);
        writes.active(image);
        world.change("update images set status = ? where id = ?", status, image);
        return image;
    }

    private void expire(UUID image) {
        world.change(
                "update images set delete_due = now() - interval '1 second' where id = ? and delete_due is not null",
                image);
    }

    private String usage(String project) {
        return world.text("select images || ' ' || stored_bytes from quota_usage where project = ?", project);
    }

    private String counted(String project) {
        return world.text("select images || ' ' || stored_bytes from quota_count(?)", project);
    }

    private void assertRefused(String image, ProblemType type) {
        assertThatThrownBy(() -> restore.restore(image))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }

    private static RequestSpecification call() {
        return given().header("X-Auth-Token", TestTokens.member("demo"));
    }

    private static List<String> events(UUID image, int atLeast) {
        try (var events = new Bystander(Topics.EVENTS)) {
            return events.types(image, atLeast);
        }
    }
}
