package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An import from its request to its end. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ImportFlowIT {
    private static final String WORKER = "worker-1";

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Inject
    ImportRequests requests;

    @Inject
    JobClaims claims;

    @Inject
    JobPlacement placement;

    @Inject
    JobFinish finish;

    @Inject
    LostJobs lostJobs;

    @Inject
    DueJobs dueJobs;

    @Inject
    ImageTasks tasks;

    @BeforeEach
    void nothingWaits() {
        world.stores();
        world.change("update tasks set status = 'failure' where status in ('pending', 'processing')");
    }

    @Test
    void anImportGoesThroughItsTimeline() {
        UUID image = requested("demo");
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(lists(image)).isEqualTo("- -");

        ImportJob job = claim();
        assertThat(job.imageId()).isEqualTo(image);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.stores()).containsExactly("fast");
        assertThat(job.uri()).isEqualTo("http://images.example.org/a.qcow2");
        assertThat(world.status(image)).isEqualTo("importing");
        assertThat(lists(image)).isEqualTo("{fast} {}");

        UploadGrant grant = place(job);
        assertThat(grant.generation()).isGreaterThan(job.generation());
        assertThat(writes.commit(grant)).isTrue();
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(lists(image)).isEqualTo("{} {}");

        finish.finish(job.taskId(), new FinishJob(WORKER, job.generation(), null));
        finish.finish(job.taskId(), new FinishJob(WORKER, job.generation(), null));
        assertThat(task(job, "status")).isEqualTo("success");
        assertThat(world.text("select import_task from images where id = ?", image))
                .isEqualTo("null");
        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, 6))
                    .containsExactly(
                            "image.import.requested.v1",
                            "image.import.started.v1",
                            "image.prepare.v1",
                            "image.upload.v1",
                            "image.activate.v1",
                            "image.import.succeeded.v1");
        }
        var shown = tasks.list(image.toString(), World.member("demo")).tasks();
        assertThat(shown).singleElement().satisfies(view -> {
            assertThat(view.result()).contains(image.toString());
            assertThat(view.requestId()).isEqualTo("req-1");
            assertThat(view.createdAt()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        });
    }

    @Test
    void aFailedImportLeavesTheImageQueuedAndSaysWhy() {
        UUID image = requested("demo");
        ImportJob job = claim();
        UploadGrant grant = place(job);

        fail(job, false);

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(lists(image)).isEqualTo("{} {fast}");
        assertThat(task(job, "status")).isEqualTo("failure");
        assertThat(task(job, "message")).isEqualTo("fetching: the server said 404");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        assertThat(writes.commit(grant)).isFalse();
        requests.request(image.toString(), World.member("demo"), request(null), "req-2");
        assertThat(claim().imageId()).isEqualTo(image);
    }

    @Test
    void aFailureThatMayPassIsRunAgainUntilTheAttemptsAreUsed() {
        UUID image = requested("demo");
        for (int attempt = 1; attempt <= 3; attempt++) {
            ImportJob job = claim();
            assertThat(job.attempt()).isEqualTo(attempt);
            fail(job, true);
            fail(job, true);
            if (attempt < 3) {
                assertThat(claims.claim(WORKER)).isInstanceOf(ClaimOutcome.NothingWaits.class);
                assertThat(world.status(image)).isEqualTo("importing");
                world.change("update tasks set next_attempt = now() where id = ?", job.taskId());
                dueJobs.sweep();
            }
        }
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.number("select attempts from tasks where image_id = ?", image))
                .isEqualTo(3);
    }

    @Test
    void aTakeOverRaisesTheGenerationAndTheOldRunIsStale() {
        UUID image = requested("demo");
        ImportJob first = claim();
        UploadGrant grant = place(first);
        loseLease(first);
        lostJobs.sweep();
        assertStale(() -> finish.finish(first.taskId(), new FinishJob(WORKER, first.generation(), null)));

        ImportJob second = claim();

        assertThat(second.taskId()).isEqualTo(first.taskId());
        assertThat(second.generation()).isGreaterThan(first.generation());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(writes.commit(grant)).isFalse();
        assertStale(() -> finish.finish(first.taskId(), new FinishJob(WORKER, first.generation(), null)));
        assertStale(
                () -> placement.open(first.taskId(), new OpenPlacement("gateway-1", first.generation(), "fast", null)));
        assertThat(writes.commit(place(second))).isTrue();
        assertThat(world.status(image)).isEqualTo("active");
    }

    @Test
    void aWorkerLostTooOftenEndsInFailure() {
        UUID image = requested("demo");
        ImportJob job = claim();
        for (int attempt = 1; attempt <= 3; attempt++) {
            loseLease(job);
            lostJobs.sweep();
            if (attempt < 3) {
                job = claim();
            }
        }
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(lists(image)).isEqualTo("{} {fast}");
        assertThat(task(job, "message")).contains("3 attempts");
    }

    @Test
    void aJobWhoseBytesArrivedBeforeItsWorkerDiedEndsInSuccess() {
        UUID image = requested("demo");
        ImportJob job = claim();
        writes.commit(place(job));
        loseLease(job);
        lostJobs.sweep();

        assertThat(claims.claim(WORKER)).isInstanceOf(ClaimOutcome.Settled.class);

        assertThat(task(job, "status")).isEqualTo("success");
        assertThat(world.status(image)).isEqualTo("active");
    }

    @Test
    void aDeleteCancelsTheImport() {
        UUID image = requested("demo");
        ImportJob job = claim();
        UploadGrant grant = place(job);

        deletes.delete(image);

        assertThat(task(job, "status")).isEqualTo("failure");
        assertThat(task(job, "message")).isEqualTo("The image was deleted.");
        assertThat(writes.commit(grant)).isFalse();
        // Its worker may say what it likes: the task is over, and the same run is told so without fuss.
        finish.finish(job.taskId(), new FinishJob(WORKER, job.generation(), null));
        assertThat(task(job, "status")).isEqualTo("failure");
    }

    @Test
    void anImageHasOneImportAtATime() {
        UUID image = requested("demo");
        assertProblem(
                () -> requests.request(image.toString(), World.member("demo"), request(null), null),
                ProblemType.CONFLICT);
        world.change("delete from tasks where image_id = ?", image);
        requests.request(image.toString(), World.member("demo"), request(null), null);
    }

    @Test
    void eightWorkersClaimEachJobOnce() throws Exception {
        List<UUID> images = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            images.add(requested("project-" + i % 4));
        }
        Set<UUID> claimed = ConcurrentHashMap.newKeySet();
        Callable<Integer> work = () -> {
            int mine = 0;
            while (claims.claim(WORKER) instanceof ClaimOutcome.Claimed(ImportJob job)) {
                assertThat(claimed.add(job.imageId())).isTrue();
                mine++;
            }
            return mine;
        };
        int total = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var worker : threads.invokeAll(Collections.nCopies(8, work))) {
                total += worker.get();
            }
        }
        // A claim that found only rows under somebody's lock gives up: its worker asks again later, and so does this
        // one.
        total += work.call();
        assertThat(total).isEqualTo(40);
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    void aProjectWithManyJobsDoesNotKeepOthersWaiting() {
        for (int i = 0; i < 5; i++) {
            requested("greedy");
        }
        UUID modest = requested("modest");

        ImportJob first = claim();
        ImportJob second = claim();

        assertThat(first.imageId()).isNotEqualTo(modest);
        assertThat(second.imageId()).isEqualTo(modest);
    }

    @Test
    void requestsThatCannotWorkAreRefused() {
        UUID image = world.queuedImage("demo");
        String id = image.toString();
        assertProblem(
                () -> requests.request(id, World.member("demo"), request(List.of("nowhere")), null),
                ProblemType.CONFLICT);
        assertProblem(() -> requests.request(id, World.member("alt"), request(null), null), ProblemType.NOT_FOUND);
        var unknown = new ImportRequest("teleport", null, null, false, true);
        assertProblem(() -> requests.request(id, World.member("demo"), unknown, null), ProblemType.BAD_REQUEST);
        world.change("update images set disk_format = null where id = ?", image);
        assertProblem(() -> requests.request(id, World.member("demo"), request(null), null), ProblemType.CONFLICT);
    }

    private UUID requested(String project) {
        UUID image = world.queuedImage(project);
        requests.request(image.toString(), World.member(project), request(null), "req-1");
        return image;
    }

    private static ImportRequest request(List<String> stores) {
        return new ImportRequest("web-download", "http://images.example.org/a.qcow2", stores, false, true);
    }

    private ImportJob claim() {
        return ((ClaimOutcome.Claimed) claims.claim(WORKER)).job();
    }

    private UploadGrant place(ImportJob job) {
        return placement.open(job.taskId(), new OpenPlacement("gateway-1", job.generation(), "fast", null));
    }

    private void fail(ImportJob job, boolean retriable) {
        var failure = new JobFailure("fetch_failed", "fetching: the server said 404", null, retriable);
        finish.finish(job.taskId(), new FinishJob(WORKER, job.generation(), failure));
    }

    private void loseLease(ImportJob job) {
        world.change("update tasks set lost_after = now() - interval '1 second' where id = ?", job.taskId());
    }

    private String task(ImportJob job, String column) {
        return world.text("select " + column + " from tasks where id = ?", job.taskId());
    }

    private String lists(UUID image) {
        return world.text(
                "select coalesce(importing_to_stores::text, '-') || ' ' || coalesce(failed_import::text, '-') from images where id = ?",
                image);
    }

    private static void assertStale(ThrowingCallable call) {
        assertProblem(call, ProblemType.STALE);
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
