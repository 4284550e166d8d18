package io.vitrine.imageapi.version;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version discovery (spec: images, section 1): no token is needed, and nothing is 404. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class VersionsIT {
    @ParameterizedTest
    @CsvSource({
        "GET, /, 300",
        "POST, /, 300",
        "DELETE, /, 300",
        "GET, /versions, 200",
        "GET, /versions/, 200",
        "POST, /versions, 200",
        "GET, /versions/v2, 200",
        "GET, /v1, 300",
        "GET, /v1/images, 300",
        "GET, /v1.1/images, 300",
        "GET, /v3, 300",
        "GET, /v2.14/images, 300",
        "GET, /v2.16, 300",
        "GET, /v2.18/images, 300",
        "GET, /v2.19, 300",
        "GET, /v2x/images, 300",
        "GET, /foo, 300",
        "PUT, /foo/bar, 300"
    })
    void answersWithTheDocument(String method, String path, int status) {
        given().request(method, path)
                .then()
                .statusCode(status)
                .contentType(equalTo("application/json"))
                .body(
                        "versions.id",
                        contains(
                                "v2.17", "v2.15", "v2.13", "v2.12", "v2.11", "v2.10", "v2.9", "v2.8", "v2.7", "v2.6",
                                "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0"))
                .body("versions[0].status", equalTo("CURRENT"))
                .body("versions[1..15].status", everyItem(equalTo("SUPPORTED")))
                .body("versions.links.flatten().rel", everyItem(equalTo("self")))
                .body("versions.links.flatten().href", everyItem(endsWith("/v2/")));
    }

    @ParameterizedTest
    @CsvSource({"/, 300", "/versions, 200", "/versions/x/y, 200", "/v1/images, 300", "/v3, 300", "/foo/bar, 300"})
    void neitherTokenNorBodyNorMethodMatters(String path, int status) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            for (String token : List.of("not-a-token", TestTokens.member("v"))) {
                given().header("X-Auth-Token", token)
                        .body("{\"a\": 1}")
                        .request(method, path)
                        .then()
                        .statusCode(status)
                        .body("versions[0].id", equalTo("v2.17"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v2", "v2.0", "v2.1", "v2.2", "v2.3", "v2.4", "v2.5", "v2.6", "v2.7", "v2.8", "v2.9", "v2.10", "v2.11",
                "v2.12", "v2.13", "v2.15", "v2.17"
            })
    void everyAliasIsV2(String version) {
        given().get("/" + version + "/images").then().statusCode(401);
        given().header("X-Auth-Token", TestTokens.member("v"))
                .get("/" + version + "/images?limit=1&name=a")
                .then()
                .statusCode(200)
                .body("first", equalTo("/v2/images?limit=1&name=a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/", "/v2.9"})
    void theVersionItselfIsNothing(String path) {
        given().get(path).then().statusCode(401);
        given().header("X-Auth-Token", TestTokens.member("v")).get(path).then().statusCode(404);
    }

    @Test
    void acceptMayNameTheVersion() {
        given().header("X-Auth-Token", TestTokens.member("v"))
                .accept("application/vnd.openstack.images-v2.9")
                .get("/images?limit=1")
                .then()
                .statusCode(200);
        given().accept("application/vnd.openstack.images-v2.99")
                .get("/images")
                .then()
                .statusCode(300);
    }

    @Test
    void linksBeginWhereTheClientCameFrom() {
        given().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "img.example.org")
                .header("X-Forwarded-Prefix", "/image")
                .get("/versions")
                .then()
                .body("versions[0].links[0].href", equalTo("https://img.example.org/image/v2/"));
        given().header("X-Auth-Token", TestTokens.member("v"))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "img.example.org")
                .header("X-Forwarded-Prefix", "/image")
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(201)
                .header("Location", startsWith("https://img.example.org/image/v2/images/"))
                .body("self", startsWith("/v2/images/"));
        given().header("X-Forwarded-Prefix", "/\"<script>")
                .get("/versions")
                .then()
                .body("versions[0].links[0].href", endsWith("/v2/"));
    }

    @Test
    void theHealthcheckNeedsNoToken() {
        given().get("/healthcheck").then().statusCode(200).body(equalTo("OK"));
    }
}
