package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import org.junit.jupiter.api.Test;

/** The life of an image's document (spec: images, sections 3, 5 and 7). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ImageCallsIT {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @Test
    void anEmptyDocumentMakesAQueuedSharedImageOfTheCallersProject() {
        String token = TestTokens.member("calls");
        String id = given().header("X-Auth-Token", token)
                .contentType("application/json")
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(201)
                .contentType(equalTo("application/json"))
                .header("Location", matchesPattern("http://.*/v2/images/" + UUID))
                .header("OpenStack-image-import-methods", "glance-direct,web-download,copy-image")
                .body("status", equalTo("queued"))
                .body("visibility", equalTo("shared"))
                .body("owner", equalTo("calls"))
                .body("name", nullValue())
                .body("size", nullValue())
                .body("tags.size()", equalTo(0))
                .extract()
                .path("id");

        given().header("X-Auth-Token", token)
                .get("/v2/images/" + id)
                .then()
                .statusCode(200)
                .body("self", equalTo("/v2/images/" + id))
                .body("file", equalTo("/v2/images/" + id + "/file"))
                .body("schema", equalTo("/v2/schemas/image"))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .body("$", not(org.hamcrest.Matchers.hasKey("stores")));
    }

    @Test
    void aDeletedImageIsGoneForEverybodyAndItsIdIsTaken() {
        String token = TestTokens.member("calls");
        String id = "5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77";
        String body = "{\"id\": \"5F0C7F0E-8a5b-4d0e-9c52-1f6f3f1b2a77\"}";
        given().header("X-Auth-Token", token)
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(201);

        given().header("X-Auth-Token", token).delete("/v2/images/" + id).then().statusCode(204);

        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + id)
                .then()
                .statusCode(404)
                .body("error.code", equalTo(404))
                .body("error.title", equalTo("Not Found"))
                .body("error.message", containsString(id));
        given().header("X-Auth-Token", token)
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(409);
    }
}
