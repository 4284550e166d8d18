package io.vitrine.imageapi.data;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.Announcement;
import io.vitrine.contracts.internal.ClaimJob;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.contracts.internal.OpenDownload;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The internal API as its callers meet it: paths, roles, wire shapes and problems. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class InternalCallsIT {
    @Inject
    World world;

    @BeforeEach
    void stores() {
        world.stores();
        world.change("update tasks set status = 'failure' where status in ('pending', 'processing')");
    }

    @Test
    void anUploadAndItsDownload() {
        UUID image = world.queuedImage("demo");
        var grant = gateway()
                .header("X-Auth-Token", TestTokens.member("demo"))
                .body(World.request("5"))
                .post("/internal/v1/images/" + image + "/uploads")
                .then()
                .statusCode(200)
                .body("image_id", equalTo(image.toString()))
                .body("store", equalTo("fast"))
                .body("hash_algorithm", equalTo("sha512"))
                .body("granted_bytes", equalTo(5))
                .body("lease_seconds", equalTo(30))
                .extract()
                .jsonPath();
        UUID upload = grant.getUUID("upload_id");
        long generation = grant.getLong("generation");

        gateway()
                .body(new RenewLeases("gateway-1", List.of(new LeaseRef(upload, generation)), List.of()))
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(200)
                .body("lost", hasSize(0));
        commit(upload, generation + 1).statusCode(409).body("type", equalTo("urn:vitrine:problem:stale"));
        commit(upload, generation).statusCode(204);
        gateway()
                .body(new AbortUpload(generation, "client_gone"))
                .post("/internal/v1/uploads/" + upload + "/abort")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:vitrine:problem:conflict"));
        gateway()
                .header("X-Auth-Token", TestTokens.member("demo"))
                .body(new OpenDownload(null))
                .post("/internal/v1/images/" + image + "/downloads")
                .then()
                .statusCode(200)
                .body("size", equalTo(5))
                .body("locations.store", contains("fast"));
        commit(UUID.randomUUID(), 1).statusCode(404);
    }

    @Test
    void anImportFromTheUsersRequestToItsEnd() {
        UUID image = world.queuedImage("demo");
        given().header("X-Auth-Token", TestTokens.member("demo"))
                .body(Map.of("method", Map.of("name", "web-download", "uri", "http://images.example.org/a")))
                .post("/v2/images/" + image + "/import")
                .then()
                .statusCode(202);
        var job = worker().body(new ClaimJob("worker-1"))
                .post("/internal/v1/jobs/claim")
                .then()
                .statusCode(200)
                .body("image_id", equalTo(image.toString()))
                .body("method", equalTo("web-download"))
                .body("all_stores_must_succeed", equalTo(true))
                .extract()
                .jsonPath();
        String path = "/internal/v1/jobs/" + job.getString("task_id");
        long run = job.getLong("generation");
        worker().body(new ClaimJob("worker-1"))
                .post("/internal/v1/jobs/claim")
                .then()
                .statusCode(204);
        var grant = gateway()
                .body(new OpenPlacement("gateway-1", run, "fast", 5L))
                .post(path + "/uploads")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        commit(grant.getUUID("upload_id"), grant.getLong("generation")).statusCode(204);
        worker().body(new FinishJob("worker-1", run, null))
                .post(path + "/finish")
                .then()
                .statusCode(204);
        given().header("X-Auth-Token", TestTokens.member("demo"))
                .get("/v2/images/" + image + "/tasks")
                .then()
                .statusCode(200)
                .body("tasks", hasSize(1))
                .body("tasks[0].status", equalTo("success"))
                .body("tasks[0].request_id", notNullValue())
                .body("tasks[0].input.import_req.method.name", equalTo("web-download"))
                .body("tasks[0].result.image_id", equalTo(image.toString()))
                .body("tasks[0].deleted", equalTo(false));
    }

    @Test
    void infoTellsStoresAndMethods() {
        gateway()
                .body(new Announcement("http://127.0.0.1:1", "1", List.of()))
                .put("/internal/v1/gateways/gateway-9")
                .then()
                .statusCode(204);
        var reader = given().header("X-Auth-Token", TestTokens.reader("demo"));
        reader.get("/v2/info/stores")
                .then()
                .statusCode(200)
                .body("stores.find { it.id == 'fast' }.default", equalTo("true"));
        reader.get("/v2/info/stores/detail").then().statusCode(403);
        reader.get("/v2/info/import")
                .then()
                .statusCode(200)
                .body("import-methods.value", contains("glance-direct", "web-download", "copy-image"));
        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/info/stores/detail")
                .then()
                .statusCode(200)
                .body("stores.find { it.id == 'fast' }.weight", equalTo(100));
    }

    @ParameterizedTest
    @CsvSource({
        "uploads/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/commit, import-worker",
        "uploads/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/abort,  key-cleanup",
        "uploads/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/extend, admin",
        "images/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/uploads, admin",
        "images/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/downloads, service",
        "leases/renew, key-cleanup",
        "jobs/claim, store-gateway",
        "jobs/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/finish, store-gateway",
        "jobs/5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a77/uploads, import-worker",
    })
    void anotherRoleOpensNothing(String path, String role) {
        as(role).body("{}").post("/internal/v1/" + path).then().statusCode(403);
    }

    private static ValidatableResponse commit(UUID upload, long generation) {
        return gateway()
                .body(World.bytes(generation, 5))
                .post("/internal/v1/uploads/" + upload + "/commit")
                .then();
    }

    private static RequestSpecification gateway() {
        return as(ServiceRole.STORE_GATEWAY);
    }

    private static RequestSpecification worker() {
        return as(ServiceRole.IMPORT_WORKER);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.service(role))
                .contentType("application/json");
    }
}
