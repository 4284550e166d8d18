package io.vitrine.imageapi.data;

import static io.restassured.RestAssured.given;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_COUNT_TOTAL;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_COUNT_UPLOADING;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_SIZE_TOTAL;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_STAGE_TOTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.quota.Limits;
import io.vitrine.imageapi.quota.ProjectQuotas;
import io.vitrine.imageapi.quota.UsageRecount;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a project has, as callers and the sweeper see it (spec: images, section 17; operations, 1.2). */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(ProjectQuotas.class)
class UsageIT {
    private static final long MIB = 1L << 20;

    @Inject
    World world;

    @Inject
    Limits limits;

    @Inject
    UploadCommit commit;

    @Inject
    UsageRecount recount;

    private String project;

    @BeforeEach
    void newProject() {
        world.stores();
        project = limits.project();
    }

    @Test
    void aSumThatWentWrongIsCorrected() {
        limits.set(project, IMAGE_COUNT_TOTAL, 5);
        limits.set(project, IMAGE_SIZE_TOTAL, 5);
        commit(world.open(world.queuedImage(project), project), 9);
        world.change(
                "update quota_usage set stored_bytes = 77, images = 3, next_count = now() where project = ?", project);

        recount.sweep();

        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isEqualTo(9);
        assertThat(limits.used(project, IMAGE_COUNT_TOTAL)).isEqualTo(1);
    }

    @Test
    void usageIsShownInMebibytesAndALimitThatWasNeverSetForbids() {
        limits.set(project, IMAGE_SIZE_TOTAL, 1024);
        limits.set(project, IMAGE_COUNT_TOTAL, 7);
        commit(world.open(world.queuedImage(project), project), 256 * MIB);
        world.change("delete from quota_limits where project = ? and name = ?", project, "image_stage_total");

        given().header("X-Auth-Token", TestTokens.reader(project))
                .get("/v2/info/usage")
                .then()
                .statusCode(200)
                .body("usage.image_size_total.limit", is(1024))
                .body("usage.image_size_total.usage", is(256))
                .body("usage.image_stage_total.limit", is(0))
                .body("usage.image_stage_total.usage", is(0))
                .body("usage.image_count_total.limit", is(7))
                .body("usage.image_count_total.usage", is(1))
                .body("usage.image_count_uploading.limit", is(-1))
                .body("usage.image_count_uploading.usage", is(0));
        given().header("X-Auth-Token", TestTokens.member("never-seen"))
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(413)
                .body(
                        "error.message",
                        is("The limit image_count_total allows 0; 0 are used and 1 more were asked for."));
    }

    @Test
    void anImportIsRefusedWhenItsProjectIsFull() {
        UUID image = world.queuedImage(project);
        for (var limit : List.of(IMAGE_COUNT_UPLOADING, IMAGE_STAGE_TOTAL, IMAGE_SIZE_TOTAL)) {
            limits.set(project, limit, 0);
            given().header("X-Auth-Token", TestTokens.member(project))
                    .body("{\"method\": {\"name\": \"web-download\", \"uri\": \"http://images.example.org/a\"}}")
                    .post("/v2/images/" + image + "/import")
                    .then()
                    .statusCode(413);
            limits.set(project, limit, -1);
        }
        assertThat(world.status(image)).isEqualTo("queued");
    }

    private void commit(UploadGrant grant, long bytes) {
        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), bytes)))
                .isInstanceOf(CommitOutcome.Committed.class);
    }
}
