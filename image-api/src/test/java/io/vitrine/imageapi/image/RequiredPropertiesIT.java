package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A file of properties of which one is required: at creation, and on what a patch leaves (spec: model, 6.1). */
@QuarkusTest
@TestProfile(RequiredPropertiesIT.WithFile.class)
@WithTestResource(RealComponents.class)
class RequiredPropertiesIT {
    public static class WithFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Path.of("target", "schema-with-required.json");
                Files.writeString(file, """
                        {"properties": {"tier": {"type": "string", "enum": ["gold", "tin"]}}, "required": ["tier"]}
                        """);
                return Map.of("images.schema.file", file.toAbsolutePath().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Inject
    World world;

    @Test
    void creation() {
        create("{}", 400).body("error.message", containsString("'tier'"));
        create("{\"tier\": \"silver\"}", 400).body("error.message", containsString("'tier'"));
        create("{\"tier\": \"gold\"}", 201).body("tier", equalTo("gold"));
    }

    @Test
    void aPatchIsJudgedByWhatItLeaves() {
        UUID image = world.queuedImage("required", Map.of("tier", "gold"));
        patch(image, "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"x\"}]", 200);
        patch(image, "[{\"op\": \"remove\", \"path\": \"/tier\"}]", 400)
                .body("error.message", containsString("'tier'"));
        patch(
                        image,
                        "[{\"op\": \"remove\", \"path\": \"/tier\"}, {\"op\": \"add\", \"path\": \"/tier\", \"value\": \"tin\"}]",
                        200)
                .body("tier", equalTo("tin"));
    }

    @Test
    void clientsAreTold() {
        given().header("X-Auth-Token", TestTokens.member("required"))
                .get("/v2/schemas/image")
                .then()
                .statusCode(200)
                .body("required", hasItem("tier"))
                .body("properties.tier.enum", hasItem("gold"));
    }

    private static ValidatableResponse create(String body, int code) {
        return given().header("X-Auth-Token", TestTokens.member("required"))
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(code);
    }

    private static ValidatableResponse patch(UUID image, String body, int code) {
        return given().header("X-Auth-Token", TestTokens.member("required"))
                .contentType("application/openstack-images-v2.1-json-patch")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/v2/images/" + image)
                .then()
                .statusCode(code);
    }
}
