package io.vitrine.imageapi.auth;

import static io.restassured.RestAssured.given;
import static io.vitrine.imageapi.system.TestTokens.claims;
import static io.vitrine.imageapi.system.TestTokens.signed;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.imageapi.system.ProjectMap;
import io.vitrine.imageapi.system.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens that list their projects (spec: policy, 6.2, mode B), and roles that imply others in another order. */
@QuarkusTest
@WithTestResource(ProjectMap.class)
class ProjectMapIT {
    private static final Map<String, List<String>> TWO =
            Map.of("map-a", List.of("member"), "map-b", List.of("reader"), "map-c", List.of("auditor"));

    @Test
    void theHeaderChoosesTheProjectAndItsRoles() {
        String token = token(TWO);

        create(token, "map-a").statusCode(201).body("owner", equalTo("map-a"));
        create(token, "map-b").statusCode(403);
        list(token, "map-b").statusCode(200);
        list(token, "map-c").statusCode(200);
    }

    @Test
    void aProjectThatTheTokenDoesNotListIsRefused() {
        list(token(TWO), "map-x").statusCode(403).body("error.message", containsString("X-Project-Id"));
        list(token(TWO), null).statusCode(400).body("error.message", containsString("X-Project-Id"));
    }

    @Test
    void theOnlyProjectNeedsNoHeader() {
        create(token(Map.of("map-a", List.of("member"))), null).statusCode(201).body("owner", equalTo("map-a"));
    }

    @Test
    void noProjectAtAllIsNone() {
        list(token(Map.of()), null).statusCode(403);
        list(token(Map.of("not a project", List.of("member"))), null).statusCode(403);
    }

    @Test
    void rolesOutsideOfTheMapCountOnlyWhereTheyAreGlobal() {
        Map<String, List<String>> reader = Map.of("map-a", List.of("reader"));

        create(signed(claims(null, "member").claim("projects", reader)), null).statusCode(403);
        create(signed(claims(null, "admin").claim("projects", reader)), null).statusCode(201);
    }

    @Test
    void servicesOfOursNeedNoProject() {
        given().header("Authorization", "Bearer " + TestTokens.service(ServiceRole.STORE_GATEWAY))
                .contentType("application/json")
                .body("{\"holder\": \"h\", \"uploads\": [], \"jobs\": []}")
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(200);
    }

    private static String token(Map<String, List<String>> projects) {
        return signed(claims(null).claim("projects", projects));
    }

    private static ValidatableResponse list(String token, String project) {
        return as(token, project).get("/v2/images?limit=1").then();
    }

    private static ValidatableResponse create(String token, String project) {
        return as(token, project).body("{}").post("/v2/images").then();
    }

    private static RequestSpecification as(String token, String project) {
        RequestSpecification request = given().header("X-Auth-Token", token);
        return project == null ? request : request.header("X-Project-Id", project);
    }
}
