package io.vitrine.imageapi.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.store.TestStores;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a write, from its grant to its end, whichever way it ends. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class UploadLifeIT {
    @Inject
    World world;

    @Inject
    UploadOpening opening;

    @Inject
    UploadCommit commit;

    @Inject
    UploadAbort abort;

    @Inject
    UploadExtension extension;

    @Inject
    Deletes deletes;

    @Inject
    TestStores testStores;

    @BeforeEach
    void stores() {
        world.stores();
    }

    @Test
    void aCommittedUploadMakesTheImageActiveInOneTransaction() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");

        assertThat(world.status(image)).isEqualTo("saving");
        assertThat(grant.objectName()).isEqualTo(image + "." + grant.generation());
        assertThat(grant.store()).isEqualTo("fast");
        assertThat(grant.grantedBytes()).isEqualTo(1L << 40);

        CommitOutcome outcome = commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));

        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(world.number("select size from images where id = ?", image)).isEqualTo(5);
        assertThat(world.locations(image)).containsExactly("active");
        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, 3))
                    .containsExactly("image.prepare.v1", "image.upload.v1", "image.activate.v1");
        }
    }

    @Test
    void whatTheBytesMustBeGoesWithTheGrantAndWhatTheyAreIsKept() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");
        assertThat(grant.diskFormat()).isEqualTo("raw");
        assertThat(grant.containerFormat()).isEqualTo("bare");
        assertThat(grant.maxVirtualBytes()).isEqualTo(1L << 40);

        commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));

        assertThat(world.number("select virtual_size from images where id = ?", image))
                .isEqualTo(50);
        assertThat(world.text("select inspected_format from images where id = ?", image))
                .isEqualTo("qcow2");
    }

    @Test
    void aSecondCommitAnswersTheSameAndChangesNothing() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");
        commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));
        String before = world.text("select version from images where id = ?", image);

        CommitOutcome again = commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));

        assertThat(again).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(world.text("select version from images where id = ?", image)).isEqualTo(before);
    }

    @Test
    void anAbortedUploadLeavesTheImageQueuedAndItsBytesOnTheirWayOut() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");

        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone"));
        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone"));

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        try (var commands = new Bystander(Topics.STORE_COMMANDS)) {
            assertThat(commands.types(image, 1)).containsExactly("store.delete.v1");
        }
        try (var events = new Bystander(Topics.EVENTS)) {
            var failed = events.await(image, records -> records.size() >= 2).get(1);
            assertThat(Bystander.header(failed, CloudEventHeaders.TYPE)).isEqualTo("image.upload.v1");
            assertThat(Bystander.header(failed, CloudEventHeaders.PRIORITY)).isEqualTo("error");
        }
    }

    @Test
    void afterAnAbortTheSameImageTakesAnotherUploadUnderAnotherName() {
        UUID image = world.queuedImage("demo");
        UploadGrant first = world.open(image, "demo");
        abort.abort(first.uploadId(), new AbortUpload(first.generation(), "client_gone"));

        UploadGrant second = world.open(image, "demo");

        assertThat(second.generation()).isGreaterThan(first.generation());
        assertThat(second.objectName()).isNotEqualTo(first.objectName());
        assertThat(commit.commit(first.uploadId(), World.bytes(first.generation(), 5)))
                .isInstanceOf(CommitOutcome.Stale.class);
        assertThat(commit.commit(second.uploadId(), World.bytes(second.generation(), 5)))
                .isInstanceOf(CommitOutcome.Committed.class);
    }

    @Test
    void aCommittedUploadCannotBeAborted() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");
        commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));

        assertProblem(
                () -> abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone")),
                ProblemType.CONFLICT);
        assertThat(world.status(image)).isEqualTo("active");
    }

    @Test
    void ofTwoUploadsAtOnceOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID image = world.queuedImage("demo");
            Callable<Object> open = () -> {
                try {
                    return world.open(image, "demo");
                } catch (ProblemException e) {
                    return e.type();
                }
            };
            List<Object> results;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                results = threads.invokeAll(List.of(open, open, open)).stream()
                        .map(f -> f.resultNow())
                        .toList();
            }
            assertThat(results).filteredOn(UploadGrant.class::isInstance).hasSize(1);
            assertThat(results).filteredOn(ProblemType.CONFLICT::equals).hasSize(2);
            assertThat(world.locations(image)).containsExactly("pending");
        }
    }

    @Test
    void aCommitIntoADeletedImageIsGoneAndItsBytesAreAskedForAgain() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");
        deletes.delete(image);

        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Gone.class);
        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Gone.class);

        assertThat(world.status(image)).isEqualTo("deleted");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        try (var commands = new Bystander(Topics.STORE_COMMANDS)) {
            assertThat(commands.types(image, 2)).containsExactly("store.delete.v1", "store.delete.v1");
        }
    }

    @Test
    void bytesThatAreNotWhatWasAnnouncedEndTheUpload() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = opening.open(image.toString(), World.member("demo"), World.request("6"));
        assertThat(grant.expectedBytes()).isEqualTo(6);
        assertThat(grant.grantedBytes()).isEqualTo(6);

        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Refused.class);

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.locations(image)).containsExactly("pending_delete");
    }

    @Test
    void anExtensionEndsAtTheCapAndWithTheWrite() {
        UploadGrant grant = world.open(world.queuedImage("demo"), "demo");

        assertThat(extension
                        .extend(grant.uploadId(), new ExtendUpload(grant.generation(), 10))
                        .grantedBytes())
                .isEqualTo(1L << 40);
        assertProblem(
                () -> extension.extend(grant.uploadId(), new ExtendUpload(grant.generation(), (1L << 40) + 1)),
                ProblemType.TOO_LARGE);
        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone"));
        assertProblem(
                () -> extension.extend(grant.uploadId(), new ExtendUpload(grant.generation(), 20)), ProblemType.STALE);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            text/plain,               -,              -,     UNSUPPORTED_MEDIA_TYPE
            -,                        -,              -,     UNSUPPORTED_MEDIA_TYPE
            application/octet-stream, -,              many,  BAD_REQUEST
            application/octet-stream, -,              -1,    BAD_REQUEST
            application/octet-stream, nowhere,        -,     BAD_REQUEST
            application/octet-stream, os_glance_staging_store, -, BAD_REQUEST
            application/octet-stream, broken,         -,     UNAVAILABLE
            application/octet-stream, -,  1099511627777,     TOO_LARGE
            """)
    void badHeadersAreRefusedAndTouchNothing(String type, String store, String size, ProblemType expected) {
        testStores.announceUnreachable("broken");
        UUID image = world.queuedImage("demo");
        var request = new OpenUpload("gateway-1", type, store, size, null);

        assertProblem(() -> opening.open(image.toString(), World.member("demo"), request), expected);

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.locations(image)).isEmpty();
    }

    @Test
    void strangersAndMissingFormatsAreRefused() {
        UUID image = world.queuedImage("demo");
        assertProblem(
                () -> opening.open(image.toString(), World.member("alt"), World.request(null)), ProblemType.NOT_FOUND);
        world.change("update images set disk_format = null where id = ?", image);
        assertProblem(
                () -> opening.open(image.toString(), World.member("demo"), World.request(null)),
                ProblemType.BAD_REQUEST);
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
