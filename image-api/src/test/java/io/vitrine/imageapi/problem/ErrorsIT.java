package io.vitrine.imageapi.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of errors, and the id on every answer (spec: images, 0.4 and 0.5). Stock clients crash on any other shape. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ErrorsIT {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/nothing, 404, Not Found",
        "GET, /v2/images/x/y/z, 404, Not Found",
        "GET, /v2/images/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a70, 404, Not Found",
        "GET, /v2/schemas/nothing, 404, Not Found",
        "PUT, /v2/images, 405, Method Not Allowed",
        "PATCH, /v2/schemas/image, 405, Method Not Allowed",
        "POST, /v2/images, 400, Bad Request"
    })
    void oneNestedObjectInJson(String method, String path, int status, String title) {
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType(equalTo("application/json"))
                .body("keySet().toList()", equalTo(List.of("error")))
                .body("error.keySet().toList()", equalTo(List.of("code", "title", "message")))
                .body("error.code", equalTo(status))
                .body("error.title", equalTo(title));
    }

    @Test
    void aMethodThatIsNotThereNamesThoseThatAre() {
        String allow = given().header("X-Auth-Token", TestTokens.member("errors"))
                .put("/v2/images")
                .then()
                .statusCode(405)
                .extract()
                .header("Allow");

        assertThat(allow).isEqualTo("GET, POST");
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .put("/v2/images/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a70")
                .then()
                .statusCode(405)
                .header("Allow", "DELETE, GET, PATCH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/images",
                "/v2/info/stores",
                "/v2/info/import",
                "/v2/info/usage",
                "/v2/schemas/image",
                "/v2/none"
            })
    void jsonHasNoParameters(String path) {
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .get(path)
                .then()
                .contentType(equalTo("application/json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/octet-stream", "application/vnd.x", "text/plain"})
    void noAcceptHeaderIsRefused(String accept) {
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .header("Accept", accept)
                .get("/v2/images?limit=1")
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"));
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .header("Accept", accept)
                .get("/v2/info/stores")
                .then()
                .statusCode(200);
    }

    @Test
    void aBodylessGetMayNameAnyMediaType() {
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .header("Content-Type", "application/octet-stream")
                .get("/v2/images?limit=1")
                .then()
                .statusCode(200);
    }

    @Test
    void aBrowserGetsAPageThatExecutesNothing() {
        given().header("X-Auth-Token", TestTokens.member("errors"))
                .header("Accept", "text/html,*/*;q=0.8")
                .get("/v2/schemas/<script>alert(1)<script>")
                .then()
                .statusCode(404)
                .contentType(equalTo("text/html; charset=UTF-8"))
                .body(allOf(
                        containsString("404 Not Found"),
                        containsString("&lt;script&gt;"),
                        not(containsString("<script>"))));
    }

    @Test
    void everyAnswerHasARequestId() {
        for (String path : List.of("/", "/v2/images", "/v2/nothing", "/healthcheck", "/openapi", "/internal/v1/x")) {
            given().get(path).then().header("x-openstack-request-id", matchesPattern("req-" + UUID));
        }
    }

    @Test
    void aRequestIdThatWasBroughtIsKept() {
        given().header("X-Openstack-Request-Id", "req-mine")
                .get("/versions")
                .then()
                .header("x-openstack-request-id", "req-mine");
        given().header("X-Openstack-Request-Id", "mine")
                .get("/v2/images")
                .then()
                .header("x-openstack-request-id", "req-mine");
    }

    @Test
    void aLongRequestIdIsRefused() {
        given().header("X-Openstack-Request-Id", "x".repeat(65))
                .get("/versions")
                .then()
                .statusCode(431)
                .contentType(equalTo("application/json"))
                .header("x-openstack-request-id", matchesPattern("req-" + UUID))
                .body("error.code", equalTo(431));
        given().header("X-Openstack-Request-Id", "x".repeat(64))
                .get("/versions")
                .then()
                .statusCode(200);
    }

    @Test
    void betweenServicesErrorsAreProblems() {
        given().get("/internal/v1/leases/renew")
                .then()
                .statusCode(401)
                .contentType(equalTo("application/problem+json"))
                .body("status", equalTo(401))
                .body("type", equalTo("urn:vitrine:problem:unauthenticated"));
        given().header("Authorization", "Bearer " + TestTokens.service("store-gateway"))
                .contentType("application/json")
                .body("{\"holder\": ")
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(400)
                .contentType(equalTo("application/problem+json"))
                .body("detail", containsString("JSON"))
                .body("detail", not(containsString("io.vitrine")));
    }

    @Test
    void theOpenApiDocumentTellsOnlyWhatUsersMayCall() {
        String document = given().header("Accept", "application/json")
                .get("/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(document).contains("/v2/images").doesNotContain("/internal/");
    }
}
