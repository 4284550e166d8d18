package io.vitrine.imageapi.activation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.outbox.EventSchemas;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec images, section 8; model, section 3. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ActionsIT {
    private static final String OWNER = "act-o";

    @Inject
    World world;

    @ParameterizedTest
    @CsvSource({
        "active, deactivate, 204, deactivated", "deactivated, deactivate, 204, deactivated",
        "deactivated, reactivate, 204, active", "active, reactivate, 204, active",
        "queued, deactivate, 403, queued", "queued, reactivate, 403, queued",
        "saving, deactivate, 403, saving", "uploading, reactivate, 403, uploading",
        "importing, deactivate, 403, importing", "killed, reactivate, 403, killed",
    })
    void eachStatus(String status, String action, int code, String after) {
        UUID image = image(status, "private");
        assertThat(act(TestTokens.member(OWNER), image, action)).isEqualTo(code);
        assertThat(world.status(image)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "reader-of-owner, private, 403",
        "stranger, public, 403",
        "stranger, private, 404",
        "admin, private, 204",
    })
    void whoMay(String persona, String visibility, int code) {
        String token = switch (persona) {
            case "reader-of-owner" -> TestTokens.reader(OWNER);
            case "stranger" -> TestTokens.member("act-s");
            default -> TestTokens.admin();
        };
        UUID image = image("active", visibility);
        assertThat(act(token, image, "deactivate")).isEqualTo(code);
        assertThat(act(token, image, "reactivate")).isEqualTo(code);
    }

    @Test
    void unknownImagesAndBodies() {
        assertThat(act(TestTokens.admin(), UUID.randomUUID(), "deactivate")).isEqualTo(404);
        given().header("X-Auth-Token", TestTokens.member(OWNER))
                .body("{}")
                .post("/v2/images/" + image("active", "private") + "/actions/deactivate")
                .then()
                .statusCode(400);
    }

    @Test
    void everybodyIsToldOnce() {
        UUID image = image("active", "private");
        act(TestTokens.member(OWNER), image, "deactivate");
        act(TestTokens.member(OWNER), image, "deactivate");
        act(TestTokens.member(OWNER), image, "reactivate");

        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, 2))
                    .containsExactly(MessageType.IMAGE_DEACTIVATE, MessageType.IMAGE_REACTIVATE);
            var first = events.await(image, records -> true).getFirst();
            assertThat(EventSchemas.violations(MessageType.IMAGE_DEACTIVATE, first.value()))
                    .isEmpty();
        }
    }

    private UUID image(String status, String visibility) {
        UUID image = world.queuedImage(OWNER);
        world.change("update images set status = ?, visibility = ? where id = ?", status, visibility, image);
        return image;
    }

    private static int act(String token, UUID image, String action) {
        return given().header("X-Auth-Token", token)
                .post("/v2/images/" + image + "/actions/" + action)
                .statusCode();
    }
}
