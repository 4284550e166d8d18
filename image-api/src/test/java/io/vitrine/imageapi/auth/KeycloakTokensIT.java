package io.vitrine.imageapi.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.KeycloakComponents;
import io.vitrine.local.Service;
import org.junit.jupiter.api.Test;

/** The realm that comes with the local system gives tokens that mean what the specification says (spec: policy, 6.3). */
@QuarkusTest
@WithTestResource(KeycloakComponents.class)
class KeycloakTokensIT {
    @Test
    void aMemberWorksInItsProject() {
        given().header("X-Auth-Token", KeycloakComponents.token("demo"))
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(201)
                .body("owner", equalTo("demo"));
    }

    @Test
    void aReaderReads() {
        String token = KeycloakComponents.token("demo-reader");
        given().header("X-Auth-Token", token).get("/v2/images").then().statusCode(200);
        given().header("X-Auth-Token", token)
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(403);
    }

    @Test
    void anAdministratorMakesImagesForOthers() {
        given().header("X-Auth-Token", KeycloakComponents.token("admin"))
                .body("{\"owner\": \"alt\", \"visibility\": \"public\"}")
                .post("/v2/images")
                .then()
                .statusCode(201);
    }

    @Test
    void aServicesAccountOpensOnlyItsInternalCalls() {
        String token = KeycloakComponents.serviceToken(Service.STORE_GATEWAY);
        given().header("X-Auth-Token", token).get("/v2/images").then().statusCode(403);
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"holder\": \"h\", \"uploads\": [], \"jobs\": []}")
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(200);
    }
}
