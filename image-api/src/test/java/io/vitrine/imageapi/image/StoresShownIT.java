package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which places of its bytes an image shows, and to whom (spec: model, section 8). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class StoresShownIT {
    @Inject
    Sql sql;

    @Test
    void onlyCommittedCopiesAreNamed() {
        UUID id = image("active");
        location(id, "shown-b", "active");
        location(id, "shown-a", "active");
        location(id, "shown-c", "pending");
        location(id, "shown-d", "pending_delete");

        given().header("X-Auth-Token", TestTokens.member("shown"))
                .get("/v2/images/" + id)
                .then()
                .statusCode(200)
                .body("stores", equalTo("shown-a,shown-b"));
        given().header("X-Auth-Token", TestTokens.member("shown"))
                .get("/v2/images?id=" + id)
                .then()
                .body("images[0].stores", equalTo("shown-a,shown-b"));
    }

    @Test
    void aDeactivatedImageShowsItsStoresToAdministratorsOnly() {
        UUID id = image("deactivated");
        location(id, "shown-a", "active");

        given().header("X-Auth-Token", TestTokens.member("shown"))
                .get("/v2/images/" + id)
                .then()
                .statusCode(200)
                .body("$", not(hasKey("stores")));
        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + id)
                .then()
                .body("stores", equalTo("shown-a"));
    }

    @Test
    void propertiesOfAnImportAreShownAsClientsWaitForThem() {
        UUID id = image("active");
        sql.update("update images set importing_to_stores = '{}', failed_import = '{b,a}' where id = ?", id);

        given().header("X-Auth-Token", TestTokens.member("shown"))
                .get("/v2/images/" + id)
                .then()
                .body("os_glance_importing_to_stores", equalTo(""))
                .body("os_glance_failed_import", equalTo("a,b"))
                .body("$", not(hasKey("os_glance_import_task")));
    }

    private UUID image(String status) {
        UUID id = UUID.randomUUID();
        sql.update(
                "insert into images (id, status, visibility, owner, created_at, updated_at) values (?, ?, 'private', 'shown', now(), now())",
                id,
                status);
        return id;
    }

    private void location(UUID image, String store, String status) {
        sql.update(
                "insert into image_locations (image_id, store, object_name, generation, status, created_at, updated_at) values (?, ?, ?, 1, ?, now(), now())",
                image,
                store,
                image + "." + store,
                status);
    }
}
