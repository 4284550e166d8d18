package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits of requests are what the operator says. */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(OptionsIT.Narrow.class)
class OptionsIT {
    private static final String PROJECT = "options";

    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "images.formats.disk", "raw,gpt",
                    "images.formats.container", "bare",
                    "images.api.page.default", "2",
                    "images.api.page.max", "3",
                    "images.request-id.max-length", "10",
                    "images.limits.json-body", "100",
                    "images.limits.tags", "1",
                    "images.limits.properties", "-1");
        }
    }

    @Test
    void formatsAreThoseOfTheListAndTheSchemaShowsThem() {
        create("{\"disk_format\": \"gpt\", \"container_format\": \"bare\"}").statusCode(201);
        create("{\"disk_format\": \"qcow2\"}").statusCode(400).body("error.message", containsString("disk_format"));
        get("/v2/schemas/image")
                .statusCode(200)
                .body("properties.disk_format.enum", contains(null, "raw", "gpt"))
                .body("properties.container_format.enum", contains(null, "bare"));
    }

    @Test
    void pagesHaveTheirLengths() {
        for (int i = 0; i < 4; i++) {
            create("{}").statusCode(201);
        }
        get("/v2/images").body("images", hasSize(2));
        get("/v2/images?limit=1000").body("images", hasSize(3));
    }

    @Test
    void beyondALimitIsRefusedByItsStatus() {
        create("{\"name\": \"%s\"}".formatted("x".repeat(100))).statusCode(413);
        create("{\"tags\": [\"a\", \"b\"]}")
                .statusCode(413)
                .body(
                        "error.message",
                        containsString("The limit images.limits.tags allows an image 1 tags; it would have 2."));
        given().header("X-Auth-Token", TestTokens.member(PROJECT))
                .header("X-Openstack-Request-ID", "req-1234567")
                .get("/v2/images")
                .then()
                .statusCode(431);
    }

    @Test
    void headersOfLongTokensPass() {
        given().header("X-Auth-Token", TestTokens.member(PROJECT))
                .header("X-Filler", "x".repeat(28_000))
                .get("/v2/images")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse create(String body) {
        return given().header("X-Auth-Token", TestTokens.member(PROJECT))
                .body(body)
                .post("/v2/images")
                .then();
    }

    private static ValidatableResponse get(String path) {
        return given().header("X-Auth-Token", TestTokens.member(PROJECT))
                .get(path)
                .then();
    }
}
