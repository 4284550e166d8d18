package io.vitrine.imageapi.importing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImageConverted;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.system.Fetching;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An import whose bytes become another format: what it may stage, and what becomes of its image. */
@QuarkusTest
@WithTestResource(Fetching.class)
class ConversionIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Imports imports;

    @Inject
    JobSource source;

    @Inject
    JobFinish finish;

    @Inject
    Descriptions descriptions;

    private UUID image;

    @BeforeEach
    void aQcow2Waits() {
        imports.nothingWaits();
        image = world.queuedImage("demo");
        world.change("update images set disk_format = 'qcow2' where id = ?", image);
        imports.request(image, "web-download", true);
    }

    @Test
    void whatIsStagedBecomesAnImageOfTheOrderedFormat() {
        ImportJob job = imports.claim();
        assertThat(job.fetchOrPlain().diskFormat()).isEqualTo("qcow2");
        assertThat(job.fetchOrPlain().convertTo()).isEqualTo("raw");

        UploadGrant staging = imports.open(job, Placement.STAGING_STORE);
        assertThat(staging.diskFormat()).isEqualTo("qcow2");
        assertThat(writes.commit(staging)).isTrue();
        StagedSource staged = source.staged(job.taskId(), job.generation());
        assertThat(staged.data().locations()).hasSize(1);
        assertThat(staged.data().size()).isEqualTo(5);
        assertThat(staged.diskFormat() + " " + staged.containerFormat()).isEqualTo("qcow2 bare");
        assertThat(imports.lists(image)).isEqualTo("{fast} {}");

        descriptions.converted(job.taskId(), new ImageConverted(job.generation(), "raw"));
        descriptions.converted(job.taskId(), new ImageConverted(job.generation(), "raw"));
        UploadGrant grant = imports.open(job, "fast");
        assertThat(grant.diskFormat()).isEqualTo("raw");
        assertThat(writes.commit(grant)).isTrue();
        finish.finish(job.taskId(), new FinishJob(Imports.WORKER, job.generation(), null));

        assertThat(world.status(image)).isEqualTo("active");
        assertThat(diskFormat()).isEqualTo("raw");
        assertThat(imports.stores(image)).containsExactly("fast");
        assertThat(stagedRows("pending_delete")).isEqualTo(1);
    }

    @Test
    void aFailedImportTakesTheFormatBackAndItsStagedBytesGo() {
        ImportJob job = converted();

        finish.finish(job.taskId(), failure(job, false));

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(diskFormat()).isEqualTo("qcow2");
        assertThat(stagedRows("staged")).isZero();
    }

    @Test
    void anotherRunBeginsWithTheFormatThatTheSourceHas() {
        ImportJob job = converted();

        finish.finish(job.taskId(), failure(job, true));
        assertThat(stagedRows("staged")).isZero();
        world.change("update tasks set next_attempt = now() where id = ?", job.taskId());
        ImportJob again = imports.claim();

        assertThat(again.fetchOrPlain().diskFormat()).isEqualTo("qcow2");
        assertThat(again.method()).isEqualTo("web-download");
        assertThat(diskFormat()).isEqualTo("qcow2");
    }

    @Test
    void bytesThatAStoreHasAlreadyAreCopiedFromThere() {
        imports.nothingWaits();
        image = world.queuedImage("demo");
        world.change("update images set disk_format = 'qcow2' where id = ?", image);
        imports.request(image, "web-download", true, "fast", "cheap");
        ImportJob job = imports.claim();
        descriptions.converted(job.taskId(), new ImageConverted(job.generation(), "raw"));
        imports.place(job, "fast");
        finish.finish(job.taskId(), failure(job, true));
        world.change("update tasks set next_attempt = now() where id = ?", job.taskId());

        ImportJob again = imports.claim();

        assertThat(again.method()).isEqualTo("copy-image");
        assertThat(diskFormat()).isEqualTo("raw");
        assertThat(source.of(again.taskId(), again.generation()).locations())
                .extracting(place -> place.store())
                .containsExactly("fast");
    }

    @Test
    void whatWasNotOrderedIsRefused() {
        ImportJob job = imports.claim();
        assertProblem(
                () -> descriptions.converted(job.taskId(), new ImageConverted(job.generation(), "qcow2")),
                ProblemType.BAD_REQUEST);
        assertProblem(
                () -> descriptions.converted(job.taskId(), new ImageConverted(job.generation() - 1, "raw")),
                ProblemType.STALE);
        assertProblem(() -> source.staged(job.taskId(), job.generation()), ProblemType.NOT_FOUND);
        assertProblem(() -> source.staged(job.taskId(), job.generation() - 1), ProblemType.STALE);
    }

    @ParameterizedTest
    @CsvSource({
        "staged, import-worker",
        "staged, image-api",
        "staged, key-cleanup",
        "staged, service",
        "converted, store-gateway",
        "converted, key-cleanup",
        "converted, service",
        "progress, key-cleanup",
        "progress, service",
    })
    void eachCallNamesItsCallers(String call, String role) {
        given().header("Authorization", "Bearer " + TestTokens.service(role))
                .contentType("application/json")
                .body("{}")
                .post("/internal/v1/jobs/" + UUID.randomUUID() + "/" + call)
                .then()
                .statusCode(403);
    }

    private ImportJob converted() {
        ImportJob job = imports.claim();
        assertThat(writes.commit(imports.open(job, Placement.STAGING_STORE))).isTrue();
        descriptions.converted(job.taskId(), new ImageConverted(job.generation(), "raw"));
        assertThat(diskFormat()).isEqualTo("raw");
        return job;
    }

    private static FinishJob failure(ImportJob job, boolean retriable) {
        return new FinishJob(
                Imports.WORKER, job.generation(), new JobFailure("convert_failed", "It failed.", null, retriable));
    }

    private String diskFormat() {
        return world.text("select disk_format from images where id = ?", image);
    }

    private long stagedRows(String status) {
        return world.number(
                "select count(*) from image_locations where image_id = ? and store = 'os_glance_staging_store' and status = ?",
                image,
                status);
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
