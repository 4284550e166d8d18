package io.vitrine.imageapi.location;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.BadLocation;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a copy that does not hold what was written. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class BadLocationsIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    private UUID image;
    private long location;

    @BeforeEach
    void activeImage() {
        world.stores();
        image = world.queuedImage("demo");
        writes.active(image);
        location = world.number("select id from image_locations where image_id = ?", image);
    }

    @Test
    void theFirstReportCounts() {
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);
        String since = since();
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "checksum")
                .statusCode(204);

        assertThat(since).isNotEqualTo("null").isEqualTo(since());
        assertThat(world.text("select bad_reason from image_locations where id = ?", location))
                .isEqualTo("crc32c");
    }

    @Test
    void nobodyIsSentThereAnyMore() {
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);

        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + image + "/locations")
                .then()
                .statusCode(200)
                .body("", hasSize(0));
    }

    @Test
    void aLocationOnItsWayOutIsLeftAlone() {
        world.change("update image_locations set status = 'pending_delete' where id = ?", location);

        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);

        assertThat(since()).isEqualTo("null");
    }

    @Test
    void aLocationOfAnotherImageIsNone() {
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), world.queuedImage("demo"), location, "crc32c")
                .statusCode(404);
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, Long.MAX_VALUE, "crc32c")
                .statusCode(404);
        assertThat(since()).isEqualTo("null");
    }

    @Test
    void onlyTheGatewayMayReport() {
        report(TestTokens.service(ServiceRole.IMPORT_WORKER), image, location, "crc32c")
                .statusCode(403);
        report(TestTokens.admin(), image, location, "crc32c").statusCode(403);
    }

    private String since() {
        return world.text("select bad_since from image_locations where id = ?", location);
    }

    private static ValidatableResponse report(String token, UUID image, long location, String reason) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(new BadLocation(reason))
                .post("/internal/v1/images/" + image + "/locations/" + location + "/bad")
                .then();
    }
}
