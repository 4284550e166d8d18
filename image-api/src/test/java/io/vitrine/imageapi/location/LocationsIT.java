package io.vitrine.imageapi.location;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who learns where bytes are. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class LocationsIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    private UUID image;

    @BeforeEach
    void queuedImage() {
        world.stores();
        image = world.queuedImage("demo");
    }

    @Test
    void aServiceReadsUrlAndStore() {
        get(service()).statusCode(200).body("", hasSize(0));

        writes.active(image);

        get(service())
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].url", startsWith("file:///"))
                .body("[0].metadata.store", is("fast"));
        get(TestTokens.admin()).statusCode(200).body("", hasSize(1));
    }

    @Test
    void itsOwnerMayNotAndAStrangerDoesNotSeeIt() {
        get(TestTokens.member("demo")).statusCode(403).body("error.message", containsString("fetch_image_location"));
        get(TestTokens.member("stranger")).statusCode(404);
    }

    @Test
    void ofADeactivatedImageOnlyAnAdministratorLearnsThem() {
        writes.active(image);
        world.change("update images set status = 'deactivated' where id = ?", image);

        get(service()).statusCode(200).body("", hasSize(0));
        get(TestTokens.admin()).statusCode(200).body("", hasSize(1));
    }

    @Test
    void aBodyIsRefused() {
        given().header("X-Auth-Token", TestTokens.admin())
                .body("{}")
                .get("/v2/images/" + image + "/locations")
                .then()
                .statusCode(400);
    }

    private static String service() {
        return TestTokens.of("demo", "service", "reader");
    }

    private ValidatableResponse get(String token) {
        return given().header("X-Auth-Token", token)
                .get("/v2/images/" + image + "/locations")
                .then();
    }
}
