package io.vitrine.imageapi.importing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.RemoteSource;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.system.Fetching;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What imports bring along beside their bytes: tokens, descriptions, the operator's properties. */
@QuarkusTest
@WithTestResource(Fetching.class)
class FetchingIT {
    private static final String REMOTE = "5f0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e";
    private static final String GLANCE_DOWNLOAD =
            "{\"method\": {\"name\": \"glance-download\", \"glance_region\": \"east\", \"glance_image_id\": \"%s\"}}"
                    .formatted(REMOTE);
    private static final String CHECKSUM = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String WEB_DOWNLOAD =
            "{\"method\": {\"name\": \"web-download\", \"uri\": \"http://images.example.org/a\", \"checksum\": \"%s\"}}"
                    .formatted(CHECKSUM);

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    JobClaims claims;

    @Inject
    JobPlacement placement;

    @Inject
    JobFinish finish;

    @Inject
    Descriptions descriptions;

    @Inject
    TaskTokens tokens;

    @BeforeEach
    void nothingWaits() {
        world.stores();
        world.change("update tasks set status = 'failure' where status in ('pending', 'processing')");
    }

    @Test
    void theMethodsAndTheirChecksumsAreAnnouncedSideBySide() {
        given().header("X-Auth-Token", TestTokens.member("demo"))
                .get("/v2/info/import")
                .then()
                .statusCode(200)
                .body("import-methods.value", hasItems("web-download", "glance-download"))
                .body("web-download-checksums.value", contains("sha256", "sha384", "sha512"));
    }

    @Test
    void aChecksumGoesFromTheRequestToTheJobWithThePlugins() {
        UUID image = requested(TestTokens.member("demo"), WEB_DOWNLOAD);

        ImportJob job = claim();

        assertThat(job.imageId()).isEqualTo(image);
        assertThat(job.fetchOrPlain().checksum()).isEqualTo(CHECKSUM);
        assertThat(job.fetchOrPlain().plugins())
                .containsExactly("image_decompression", "image_conversion", "inject_image_metadata");
        assertThat(job.fetchOrPlain().containerFormat()).isEqualTo("bare");
        assertThat(job.fetchOrPlain().remote()).isNull();
    }

    @Test
    void aTokenWaitsEncryptedAndIsHandedOutOnce() {
        String token = TestTokens.member("demo");
        UUID image = requested(token, GLANCE_DOWNLOAD);
        String row = world.text("select t::text from tasks t where image_id = ?", image);
        assertThat(row).contains("glance_region", REMOTE).doesNotContain(token, token.split("\\.")[2]);
        assertThat(kept(image)).isEqualTo(1);

        ImportJob first = claim();

        assertThat(first.fetchOrPlain().remote()).isEqualTo(new RemoteSource("east", UUID.fromString(REMOTE), token));
        assertThat(first.toString()).doesNotContain(token);
        assertThat(kept(image)).isZero();
        finish.finish(first.taskId(), failure(first, true));
        world.change("update tasks set next_attempt = now() where id = ?", first.taskId());
        assertThat(claim().fetchOrPlain().remote().token()).isNull();
    }

    @Test
    void aTokenThatHasExpiredIsNotHandedOutAndNotKept() {
        UUID first = requested(TestTokens.member("demo"), GLANCE_DOWNLOAD);
        world.change("update tasks set token_expires = now() - interval '1 second' where image_id = ?", first);
        assertThat(claim().fetchOrPlain().remote().token()).isNull();

        UUID second = requested(TestTokens.member("demo"), GLANCE_DOWNLOAD);
        UUID third = requested(TestTokens.member("demo"), GLANCE_DOWNLOAD);
        world.change("update tasks set token_expires = now() - interval '1 second' where image_id = ?", second);
        tokens.sweep();
        assertThat(kept(second)).isZero();
        assertThat(kept(third)).isEqualTo(1);
    }

    @Test
    void aTokenDoesNotOutliveItsTask() {
        UUID image = requested(TestTokens.member("demo"), GLANCE_DOWNLOAD);

        given().header("X-Auth-Token", TestTokens.member("demo"))
                .delete("/v2/images/" + image)
                .then()
                .statusCode(204);

        assertThat(world.text("select status from tasks where image_id = ?", image))
                .isEqualTo("failure");
        assertThat(kept(image)).isZero();
    }

    @Test
    void theDescriptionOfTheOtherImageIsTakenOverAsFarAsTheOperatorWants() {
        UUID image = requested(TestTokens.admin(), GLANCE_DOWNLOAD);
        ImportJob job = claim();

        descriptions.describe(job.taskId(), described(job, "qcow2"));
        descriptions.describe(job.taskId(), described(job, "qcow2"));

        assertThat(world.text("select disk_format || ' ' || container_format from images where id = ?", image))
                .isEqualTo("qcow2 bare");
        assertThat(properties(image)).isEqualTo("{\"os_distro\": \"debian\", \"hw_disk_bus\": \"scsi\"}");
        writes.commit(placement.open(job.taskId(), new OpenPlacement("gateway-1", job.generation(), "fast", null)));
        finish.finish(job.taskId(), new FinishJob("worker-1", job.generation(), null));
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(world.number(
                        "select count(*) from outbox where key = ? and type = 'image.update.v1'", image.toString()))
                .isEqualTo(1);
    }

    @Test
    void aFailedImportTakesBackWhatItWroteAndNotWhatTheUserWroteSince() {
        UUID image = requested(TestTokens.member("demo"), GLANCE_DOWNLOAD);
        world.change(
                "update images set properties = '{\"os_distro\": \"mine\", \"mine\": \"too\"}' where id = ?", image);
        ImportJob job = claim();
        descriptions.describe(job.taskId(), described(job, "qcow2"));
        assertThat(properties(image)).contains("debian", "scsi", "x_imported");
        world.change("update images set properties = properties || '{\"hw_disk_bus\": \"sata\"}' where id = ?", image);

        finish.finish(job.taskId(), failure(job, false));

        assertThat(world.text("select disk_format from images where id = ?", image))
                .isEqualTo("raw");
        assertThat(properties(image))
                .isEqualTo("{\"mine\": \"too\", \"os_distro\": \"mine\", \"hw_disk_bus\": \"sata\"}");
    }

    @Test
    void aDescriptionThatAnImageHereCannotHaveIsRefused() {
        requested(TestTokens.member("demo"), GLANCE_DOWNLOAD);
        ImportJob job = claim();

        assertProblem(() -> descriptions.describe(job.taskId(), described(job, "floppy")), ProblemType.BAD_REQUEST);
        assertProblem(() -> descriptions.describe(job.taskId(), described(job, null)), ProblemType.BAD_REQUEST);
        assertProblem(
                () -> descriptions.describe(
                        job.taskId(), new DescribeImage(job.generation() - 1, "raw", "bare", Map.of())),
                ProblemType.STALE);
    }

    @Test
    void onlyAGlanceDownloadDescribesItsImage() {
        requested(TestTokens.member("demo"), WEB_DOWNLOAD);
        ImportJob job = claim();

        assertProblem(() -> descriptions.describe(job.taskId(), described(job, "qcow2")), ProblemType.BAD_REQUEST);
    }

    @Test
    void theOperatorsPropertiesGoIntoTheImagesOfThoseWhoAreNotExempt() {
        UUID members = requested(TestTokens.member("demo"), WEB_DOWNLOAD);
        claim();
        UUID admins = requested(TestTokens.of("demo", "admin"), WEB_DOWNLOAD);
        claim();

        assertThat(properties(members)).isEqualTo("{\"x_imported\": \"yes\"}");
        assertThat(properties(admins)).isEqualTo("{}");
    }

    @Test
    void noOtherServiceDescribesImages() {
        for (String role : new String[] {"store-gateway", "key-cleanup", "image-api"}) {
            given().header("Authorization", "Bearer " + TestTokens.service(role))
                    .contentType("application/json")
                    .body("{}")
                    .post("/internal/v1/jobs/" + UUID.randomUUID() + "/description")
                    .then()
                    .statusCode(403);
        }
    }

    private UUID requested(String token, String body) {
        UUID image = world.queuedImage("demo");
        given().header("X-Auth-Token", token)
                .contentType("application/json")
                .body(body)
                .post("/v2/images/" + image + "/import")
                .then()
                .statusCode(202);
        return image;
    }

    private ImportJob claim() {
        return ((ClaimOutcome.Claimed) claims.claim("worker-1")).job();
    }

    private static DescribeImage described(ImportJob job, String diskFormat) {
        return new DescribeImage(
                job.generation(),
                diskFormat,
                "bare",
                Map.of(
                        "hw_disk_bus", "scsi",
                        "os_distro", "debian",
                        "name", "not this",
                        "other", "nor this",
                        "os_glance_x", "nor that"));
    }

    private static FinishJob failure(ImportJob job, boolean retriable) {
        return new FinishJob(
                "worker-1", job.generation(), new JobFailure("fetch_failed", "It failed.", null, retriable));
    }

    private long kept(UUID image) {
        return world.number("select count(*) from tasks where image_id = ? and sealed_token is not null", image);
    }

    private String properties(UUID image) {
        return world.text("select properties::text from images where id = ?", image);
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
