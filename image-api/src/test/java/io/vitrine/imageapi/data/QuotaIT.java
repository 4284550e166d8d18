package io.vitrine.imageapi.data;

import static io.restassured.RestAssured.given;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_COUNT_TOTAL;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_COUNT_UPLOADING;
import static io.vitrine.imageapi.quota.QuotaLimit.IMAGE_SIZE_TOTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.quota.Limits;
import io.vitrine.imageapi.quota.ProjectQuotas;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits by project: exact under parallel requests, and whatever was reserved comes back. */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(ProjectQuotas.class)
class QuotaIT {
    private static final int CLIENTS = 32;
    private static final long MIB = 1L << 20;

    @Inject
    World world;

    @Inject
    Limits limits;

    @Inject
    UploadOpening opening;

    @Inject
    UploadCommit commit;

    @Inject
    UploadAbort abort;

    @Inject
    UploadExtension extension;

    @Inject
    LostUploads lostUploads;

    @Inject
    Deletes deletes;

    private String project;

    @BeforeEach
    void newProject() {
        world.stores();
        project = limits.project();
    }

    @Test
    void ofManyClientsAtOnceExactlySoManyCreateAsTheLimitAllows() throws Exception {
        limits.set(project, IMAGE_COUNT_TOTAL, 10);

        List<Integer> statuses = parallel(() -> given().header("X-Auth-Token", TestTokens.member(project))
                .body("{}")
                .post("/v2/images")
                .statusCode());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 413).hasSize(CLIENTS - 10);
        assertThat(limits.used(project, IMAGE_COUNT_TOTAL)).isEqualTo(10);
    }

    @Test
    void parallelStreamsOfUnknownSizeReserveNoMoreThanThereIs() throws Exception {
        limits.set(project, IMAGE_SIZE_TOTAL, 42);
        List<UploadGrant> grants =
                parallel(() -> granted(() -> world.open(world.queuedImage(project), project))).stream()
                        .flatMap(List::stream)
                        .toList();

        // Ten steps of 4 MiB, and one of what is left.
        assertThat(grants).hasSize(11);
        assertThat(grants.stream().mapToLong(UploadGrant::grantedBytes).sum()).isEqualTo(42 * MIB);
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isEqualTo(42 * MIB);

        grants.forEach(this::abort);
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isZero();
        assertThat(limits.used(project, IMAGE_COUNT_UPLOADING)).isZero();
    }

    @Test
    void aStreamGrowsInDoublingStepsUntilItIsCutOff() {
        limits.set(project, IMAGE_SIZE_TOTAL, 20);
        UploadGrant grant = world.open(world.queuedImage(project), project);
        assertThat(grant.grantedBytes()).isEqualTo(4 * MIB);

        assertThat(extend(grant, 4 * MIB + 1)).isEqualTo(8 * MIB);
        assertThat(extend(grant, 8 * MIB + 1)).isEqualTo(16 * MIB);
        assertThat(extend(grant, 16 * MIB + 1)).isEqualTo(20 * MIB);
        assertTooLarge(
                () -> extend(grant, 20 * MIB + 1),
                "The limit image_size_total allows 20971520 bytes; 20971520 are used and 1 more were asked for.");

        abort(grant);
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isZero();
    }

    @Test
    void aKnownSizeIsReservedWholeAndBecomesUsageAtTheCommit() {
        limits.set(project, IMAGE_SIZE_TOTAL, 1);
        UUID image = world.queuedImage(project);
        UploadGrant grant = opening.open(image.toString(), World.member(project), World.request("1000"));
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isEqualTo(1000);
        assertTooLarge(
                () -> opening.open(
                        world.queuedImage(project).toString(), World.member(project), World.request("1047577")),
                "The limit image_size_total allows 1048576 bytes; 1000 are used and 1047577 more were asked for.");

        commit.commit(grant.uploadId(), World.bytes(grant.generation(), 1000));
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isEqualTo(1000);

        deletes.delete(image);
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isZero();
    }

    @Test
    void aDeletedImagesWriteCountsUntilItHasEnded() {
        limits.set(project, IMAGE_SIZE_TOTAL, 4);
        UUID image = world.queuedImage(project);
        UploadGrant grant = world.open(image, project);

        deletes.delete(image);
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isEqualTo(4 * MIB);

        abort(grant);
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isZero();
    }

    @Test
    void aLostLeaseGivesBackWhatItHeld() {
        limits.set(project, IMAGE_SIZE_TOTAL, 4);
        limits.set(project, IMAGE_COUNT_UPLOADING, 1);
        UploadGrant grant = world.open(world.queuedImage(project), project);
        UUID second = world.queuedImage(project);
        assertTooLarge(
                () -> world.open(second, project),
                "The limit image_count_uploading allows 1; 1 are used and 1 more were asked for.");

        world.change("update uploads set lost_after = now() - interval '1 second' where id = ?", grant.uploadId());
        lostUploads.sweep();

        assertThat(world.open(second, project).grantedBytes()).isEqualTo(4 * MIB);
    }

    @Test
    void anImageThatChangesHandsCountsForItsNewOwner() {
        String other = limits.project();
        for (String each : List.of(project, other)) {
            limits.set(each, IMAGE_SIZE_TOTAL, 100);
            limits.set(each, IMAGE_COUNT_TOTAL, 100);
        }
        UUID image = world.queuedImage(project);
        commit(world.open(image, project), 7);
        UUID open = world.queuedImage(project);
        UploadGrant grant = world.open(open, project);
        abort(world.open(world.queuedImage(other), other));

        world.change("update images set owner = ? where id in (?, ?)", other, image, open);

        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isZero();
        assertThat(limits.used(other, IMAGE_SIZE_TOTAL)).isEqualTo(7 + 4 * MIB);
        assertThat(limits.used(other, IMAGE_COUNT_TOTAL)).isEqualTo(3);
        abort(grant);
        assertThat(limits.used(other, IMAGE_SIZE_TOTAL)).isEqualTo(7);
        assertThat(limits.kept(other)).isEqualTo(limits.counted(other));
    }

    @Test
    void afterAStormUsageIsWhatTheRowsSayAndReturnsToNothing() throws Exception {
        limits.set(project, IMAGE_SIZE_TOTAL, 200);
        limits.set(project, IMAGE_COUNT_TOTAL, 1000);
        limits.set(project, IMAGE_COUNT_UPLOADING, 20);

        parallel(() -> {
            for (int round = 0; round < 10; round++) {
                aRandomLife();
            }
            return 0;
        });

        assertThat(limits.kept(project)).isEqualTo(limits.counted(project));
        assertThat(limits.used(project, IMAGE_COUNT_TOTAL)).isPositive();
        assertThat(limits.used(project, IMAGE_SIZE_TOTAL)).isPositive();

        for (String id : Stream.of(world.text(
                                "select string_agg(id::text, ' ') from images where owner = ? and deleted_at is null",
                                project)
                        .split(" "))
                .toList()) {
            deletes.delete(UUID.fromString(id));
        }
        world.change("update uploads set lost_after = now() - interval '1 second' where state = 'open'");
        lostUploads.sweep();
        assertThat(limits.counted(project)).isEqualTo(limits.counted("nobody"));
        assertThat(limits.kept(project)).isEqualTo(limits.counted(project));
    }

    private void aRandomLife() {
        UUID image = world.queuedImage(project);
        for (UploadGrant grant : granted(() -> world.open(image, project))) {
            int fate = ThreadLocalRandom.current().nextInt(6);
            if (fate > 2) {
                granted(() -> extend(grant, grant.grantedBytes() + 1));
            }
            switch (fate) {
                case 0 -> deletes.delete(image);
                case 1, 3 -> abort(grant);
                case 2, 4 -> commit(grant, 1_000_000);
                default -> {}
            }
            if (fate == 0) {
                abort(grant);
            }
            if (fate == 4) {
                deletes.delete(image);
            }
        }
    }

    /** What came of it, or nothing when a limit forbade it. */
    private static <T> List<T> granted(Supplier<T> work) {
        try {
            return List.of(work.get());
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE);
            return List.of();
        }
    }

    private static <T> List<T> parallel(Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(IntStream.range(0, CLIENTS).mapToObj(i -> work).toList())
                    .stream()
                    .map(done -> done.resultNow())
                    .toList();
        }
    }

    private long extend(UploadGrant grant, long bytes) {
        return extension
                .extend(grant.uploadId(), new ExtendUpload(grant.generation(), bytes))
                .grantedBytes();
    }

    private void commit(UploadGrant grant, long bytes) {
        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), bytes)))
                .isInstanceOf(CommitOutcome.Committed.class);
    }

    private void abort(UploadGrant grant) {
        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone"));
    }

    private static void assertTooLarge(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE))
                .hasMessage(message);
    }
}
