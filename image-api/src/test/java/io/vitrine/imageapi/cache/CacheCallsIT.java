package io.vitrine.imageapi.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.gateway.CachingGateways;
import io.vitrine.imageapi.gateway.StubGateway;
import io.vitrine.imageapi.gateway.StubGateway.Answer;
import io.vitrine.imageapi.gateway.StubGateway.Asked;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cache calls over two gateways (spec: images, sections 2 and 19). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class CacheCallsIT {
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";
    private static final String OFF = "Caching via API is not supported at this site.";

    @Inject
    Sql sql;

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    CachingGateways caching;

    private StubGateway east;
    private StubGateway west;
    private UUID active;
    private UUID queued;

    @BeforeEach
    void start() throws IOException {
        world.stores();
        active = world.queuedImage("demo");
        writes.active(active);
        queued = world.queuedImage("demo");
        sql.update("delete from gateways");
        east = StubGateway.start(this::friendly);
        west = StubGateway.start(this::friendly);
        StubGateway.announce(sql, "east", east.url());
        StubGateway.announce(sql, "west", west.url());
        cache(true);
    }

    @AfterEach
    void stop() {
        east.close();
        west.close();
        sql.update("delete from gateways");
        caching.look();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/cache, 200, GET /internal/v1/cache",
        "PUT, /v2/cache/ACTIVE, 202, PUT /internal/v1/cache/queue/ACTIVE",
        "DELETE, /v2/cache/ACTIVE, 204, DELETE /internal/v1/cache/ACTIVE",
        "DELETE, /v2/cache, 204, DELETE /internal/v1/cache",
        "POST, /v2/cache/clean, 200, POST /internal/v1/cache/clean",
        "POST, /v2/cache/prune, 200, POST /internal/v1/cache/prune",
        "GET, /v2/cache/nodes/ACTIVE, 200, GET /internal/v1/cache",
        "GET, /v2/cached_images, 200, GET /internal/v1/cache",
        "DELETE, /v2/cached_images, 200, DELETE /internal/v1/cache?target=cache",
        "DELETE, /v2/cached_images/ACTIVE, 200, DELETE /internal/v1/cache/ACTIVE?target=cache",
        "GET, /v2/queued_images, 200, GET /internal/v1/cache",
        "DELETE, /v2/queued_images, 200, DELETE /internal/v1/cache?target=queue",
        "DELETE, /v2/queued_images/ACTIVE, 200, DELETE /internal/v1/cache/ACTIVE?target=queue",
        "PUT, /v2/queued_images/ACTIVE, 200, PUT /internal/v1/cache/queue/ACTIVE"
    })
    void everyLiveGatewayIsAskedOnce(String method, String path, int status, String asked) {
        call(method, path).statusCode(status);
        for (StubGateway gateway : List.of(east, west)) {
            assertThat(gateway.asked())
                    .extracting(call -> call.method() + " " + call.path())
                    .containsExactly(at(asked));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/cache",
        "PUT, /v2/cache/ACTIVE",
        "DELETE, /v2/cache/ACTIVE",
        "DELETE, /v2/cache",
        "POST, /v2/cache/clean",
        "POST, /v2/cache/prune",
        "GET, /v2/cache/nodes/ACTIVE",
        "GET, /v2/cached_images",
        "DELETE, /v2/cached_images",
        "DELETE, /v2/cached_images/ACTIVE",
        "GET, /v2/queued_images",
        "DELETE, /v2/queued_images",
        "PUT, /v2/queued_images/ACTIVE",
        "DELETE, /v2/queued_images/ACTIVE"
    })
    void adminsAloneAndOnlyWhereThereIsACache(String method, String path) {
        given().request(method, at(path)).then().statusCode(401);
        call(method, path, TestTokens.member("demo")).statusCode(403);
        call(method, path, TestTokens.reader("demo")).statusCode(403);
        assertThat(east.asked()).isEmpty();

        cache(false);

        call(method, path, TestTokens.member("demo")).statusCode(403);
        call(method, path).statusCode(404).body("error.message", equalTo(OFF));
        assertThat(east.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PUT, /v2/cache/", "DELETE, /v2/cache/", "GET, /v2/cache/nodes/", "PUT, /v2/queued_images/"})
    void anAbsentOrInvisibleImageIsA404BeforeAnythingElse(String method, String path) {
        for (String id : List.of(NOWHERE, "no-uuid")) {
            call(method, path + id).statusCode(404).body("error.message", containsString(id));
            call(method, path + id, TestTokens.member("demo")).statusCode(404);
        }
        call(method, path + active, TestTokens.member("alt")).statusCode(404);
        cache(false);
        call(method, path + active, TestTokens.member("alt"))
                .statusCode(404)
                .body("error.message", containsString(active.toString()));
    }

    @ParameterizedTest
    @CsvSource({"/v2/cache/", "/v2/queued_images/"})
    void onlyAnActiveImageIsCached(String path) {
        call("PUT", path + queued).statusCode(400);
        sql.update("update images set status = 'deactivated' where id = ?", active);
        call("PUT", path + active).statusCode(400);
        assertThat(east.asked()).isEmpty();
        cache(false);
        call("PUT", path + queued).statusCode(404).body("error.message", equalTo(OFF));
    }

    @Test
    void copiesOfADeletedImageCanBeDropped() {
        // Neither image nor entry.
        both(asked -> new Answer(200, "{\"images\": 0, \"queued\": 0}"));
        call("DELETE", "/v2/cache/" + NOWHERE).statusCode(404);
        call("DELETE", "/v2/cache/" + active).statusCode(204);
        west.behave(asked -> new Answer(200, "{\"images\": 0, \"queued\": 1}"));
        call("DELETE", "/v2/cache/" + NOWHERE).statusCode(204);
        call("DELETE", "/v2/cached_images/" + NOWHERE).statusCode(200).body(emptyString());
    }

    @Test
    void theListsOfAllGatewaysAreOne() {
        UUID other = UUID.fromString("ffffffff-0000-4000-8000-000000000001");
        east.behave(asked -> new Answer(200, """
                {"images": [{"image_id": "%s", "size": 7, "hits": 2, "last_accessed": 1700000001500, "last_modified": 1700000000000}],
                 "queued": ["%s"]}""".formatted(active, queued)));
        west.behave(asked -> new Answer(200, """
                {"images": [{"image_id": "%s", "size": 7, "hits": 3, "last_modified": 1700000002250},
                            {"image_id": "%s", "size": 8, "hits": 0, "last_modified": 1700000003000}],
                 "queued": ["%s"]}""".formatted(active, other, queued)));

        ValidatableResponse answer = call("GET", "/v2/cache").statusCode(200);

        var json = answer.extract().jsonPath();
        assertThat(json.getList("queued_images")).isEqualTo(List.of(queued.toString()));
        assertThat(json.getList("cached_images.image_id"))
                .containsExactlyInAnyOrder(active.toString(), other.toString());
        Map<String, Object> merged = json.getMap("cached_images.find { it.image_id == '%s' }".formatted(active));
        assertThat(merged.keySet())
                .containsExactlyInAnyOrder("image_id", "hits", "last_accessed", "last_modified", "size");
        assertThat(merged).containsEntry("hits", 5).containsEntry("size", 7);
        assertThat(answer.extract().asString())
                .contains("\"last_accessed\":1700000001.500", "\"last_modified\":1700000002.250")
                .contains("\"last_accessed\":0.000", "\"last_modified\":1700000003.000");
        assertThat(call("GET", "/v2/cached_images").extract().jsonPath().getList("cached_images"))
                .hasSize(2);
        assertThat(call("GET", "/v2/queued_images").extract().jsonPath().getList("queued_images"))
                .hasSize(1);
        assertThat(call("GET", "/v2/cache/nodes/" + active).extract().jsonPath().getList("$"))
                .containsExactlyInAnyOrder(east.url(), west.url());
    }

    @Test
    void whatIsPrunedAndDeletedIsAddedUp() {
        both(asked -> asked.path().endsWith("/prune")
                ? new Answer(200, "{\"files\": 1, \"bytes\": 60}")
                : new Answer(200, "{\"images\": 2, \"queued\": 3}"));
        call("POST", "/v2/cache/prune").body(equalTo("{\"total_files_pruned\":2,\"total_bytes_pruned\":120}"));
        call("DELETE", "/v2/cached_images").body(equalTo("{\"num_deleted\":4}"));
        call("DELETE", "/v2/queued_images").body(equalTo("{\"num_deleted\":6}"));
        call("POST", "/v2/cache/clean").statusCode(200).body(emptyString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 204, /internal/v1/cache",
        "cache, 204, /internal/v1/cache?target=cache",
        "QUEUE, 204, /internal/v1/cache?target=queue",
        "both, 400,"
    })
    void theHeaderSaysWhatIsCleared(String target, int status, String asked) {
        asAdmin()
                .header("x-image-cache-clear-target", target)
                .delete("/v2/cache")
                .then()
                .statusCode(status);
        assertThat(east.asked()).extracting(Asked::path).isEqualTo(asked == null ? List.of() : List.of(asked));
    }

    @Test
    void aNodeIsNamedByItsIdOrItsAddress() {
        call("POST", "/v2/cache/clean?node=west").statusCode(200);
        call("PUT", "/v2/cache/ACTIVE?node=west").statusCode(202);
        asAdmin().queryParam("node", west.url()).get("/v2/cache").then().statusCode(200);
        assertThat(east.asked()).isEmpty();
        assertThat(west.asked()).hasSize(3);
        call("GET", "/v2/cache?node=south").statusCode(400);
    }

    @Test
    void aGatewayThatDoesNotAnswerIsLeftOutOfListsAndFailsChanges() {
        west.close();
        call("GET", "/v2/cache").statusCode(200);
        call("PUT", "/v2/cache/ACTIVE").statusCode(503).header("Retry-After", "10");
        call("DELETE", "/v2/cache").statusCode(503);
        assertThat(east.asked()).hasSize(3);
        east.close();
        call("GET", "/v2/cache").statusCode(503);
    }

    @Test
    void aFullQueueIsTold() {
        west.behave(asked -> Answer.problem(413, "too-large", "Too many images wait for the cache already."));
        call("PUT", "/v2/cache/ACTIVE").statusCode(413);
    }

    @Test
    void aGatewayWithoutACacheIsNotAsked() {
        sql.update("update gateways set cache = false where id = 'west'");
        call("GET", "/v2/cache").statusCode(200);
        assertThat(west.asked()).isEmpty();
        sql.update("update gateways set seen_at = seen_at - interval '50 seconds' where id = 'east'");
        call("GET", "/v2/cache").statusCode(503);
        sql.update("update gateways set seen_at = seen_at - interval '50 seconds' where id = 'east'");
        call("GET", "/v2/cache").statusCode(404);
    }

    @Test
    void theVersionsOfTheCacheComeAndGoWithIt() {
        await().untilAsserted(() -> given().get("/versions")
                .then()
                .body(
                        "versions.id",
                        equalTo(List.of(
                                "v2.18", "v2.17", "v2.16", "v2.15", "v2.14", "v2.13", "v2.12", "v2.11", "v2.10", "v2.9",
                                "v2.8", "v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0")))
                .body("versions[0].status", equalTo("CURRENT"))
                .body("versions[1].status", equalTo("SUPPORTED")));
        for (String version : List.of("v2.14", "v2.16", "v2.18")) {
            asAdmin().get("/" + version + "/cache").then().statusCode(200);
        }

        cache(false);

        await().untilAsserted(() -> given().get("/versions").then().body("versions[0].id", equalTo("v2.17")));
        given().get("/v2.18/cache").then().statusCode(300);
    }

    @Test
    void gatewaysLearnSourcesAndWhatIsGone() {
        String path = "/internal/v1/cache/";
        asService()
                .body("{}")
                .post(path + "sources/" + active)
                .then()
                .statusCode(200)
                .body("cacheable", equalTo(true))
                .body("os_hash_algo", equalTo("sha512"))
                .body("locations.size()", equalTo(1));
        for (UUID none : List.of(queued, UUID.fromString(NOWHERE))) {
            asService().body("{}").post(path + "sources/" + none).then().statusCode(404);
        }
        sql.update("update images set deleted_at = now(), status = 'deleted' where id = ?", queued);
        asService()
                .body("{\"images\": [\"%s\", \"%s\", \"%s\"]}".formatted(active, queued, NOWHERE))
                .post(path + "checks")
                .then()
                .statusCode(200)
                .body("images", equalTo(List.of(queued.toString(), NOWHERE)));
        asService().body("{\"images\": []}").post(path + "checks").then().statusCode(200);
        sql.update("update images set status = 'deactivated' where id = ?", active);
        asService().body("{}").post(path + "sources/" + active).then().statusCode(404);
        for (String role : List.of("import-worker", "image-api", "admin")) {
            given().header("Authorization", "Bearer " + TestTokens.service(role))
                    .contentType("application/json")
                    .body("{}")
                    .post(path + "sources/" + active)
                    .then()
                    .statusCode(403);
        }
    }

    private Answer friendly(Asked asked) {
        return switch (asked.method()) {
            case "GET" -> new Answer(200, "{\"images\": [], \"queued\": []}");
            case "DELETE" -> new Answer(200, "{\"images\": 0, \"queued\": 0}");
            case "PUT" -> new Answer(204, "");
            default ->
                asked.path().endsWith("/prune") ? new Answer(200, "{\"files\": 0, \"bytes\": 0}") : new Answer(204, "");
        };
    }

    private void both(StubGateway.Behaviour behaviour) {
        east.behave(behaviour);
        west.behave(behaviour);
    }

    private void cache(boolean on) {
        sql.update("update gateways set cache = ?, seen_at = clock_timestamp()", on);
    }

    private ValidatableResponse call(String method, String path) {
        return call(method, path, TestTokens.admin());
    }

    private ValidatableResponse call(String method, String path, String token) {
        return given().header("X-Auth-Token", token).request(method, at(path)).then();
    }

    private String at(String path) {
        return path.replace("ACTIVE", active.toString());
    }

    private static RequestSpecification asAdmin() {
        return given().header("X-Auth-Token", TestTokens.admin());
    }

    private static RequestSpecification asService() {
        return given().header("Authorization", "Bearer " + TestTokens.service("store-gateway"))
                .contentType("application/json");
    }
}
