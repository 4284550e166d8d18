package io.vitrine.imageapi.migration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deleted rows go for good, their ids stay taken. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class DeletedRowsIT {
    private static final Duration MONTH = Duration.ofDays(30);

    @Inject
    World world;

    @Inject
    DeletedRows deleted;

    private UUID image;

    @BeforeEach
    void aDeletedImageWithAMember() {
        deleted.purge(Duration.ZERO, -1, true);
        image = world.queuedImage("demo");
        world.change("insert into image_members values (?, 'other', 'pending', now(), now())", image);
        given().header("X-Auth-Token", TestTokens.member("demo"))
                .delete("/v2/images/" + image)
                .then()
                .statusCode(204);
    }

    @Test
    void whatWasDeletedLatelyStays() {
        assertThat(deleted.purge(MONTH, -1, true)).isZero();
    }

    @Test
    void membersGoAndTheImageStays() {
        age();
        assertThat(deleted.purge(MONTH, -1, false)).isEqualTo(1);
        assertThat(deleted.purge(MONTH, -1, false)).isZero();
        assertThat(world.status(image)).isEqualTo("deleted");
    }

    @Test
    void theIdOfAPurgedImageIsNeverFreeAgain() {
        age();
        assertThat(deleted.purge(MONTH, -1, true)).isEqualTo(2);
        assertThat(world.number("select count(*) from images where id = ?", image))
                .isZero();
        given().header("X-Auth-Token", TestTokens.member("demo"))
                .body("{\"id\": \"" + image + "\"}")
                .post("/v2/images")
                .then()
                .statusCode(409);
    }

    @Test
    void anImageWhoseBytesOrKeyAreStillThereStays() {
        age();
        world.change("update images set purged_at = null where id = ?", image);
        assertThat(deleted.purge(MONTH, -1, true)).isZero();
    }

    private void age() {
        world.change("update images set deleted_at = now() - interval '31 days' where id = ?", image);
    }
}
