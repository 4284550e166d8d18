package io.vitrine.imageapi.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.auth.TestCallers;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that wait for their import (spec: images, section 13). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class StagingIT {
    @Inject
    World world;

    @Inject
    StageOpening opening;

    @Inject
    UploadOpening uploads;

    @Inject
    UploadCommit commit;

    @Inject
    UploadAbort abort;

    @Inject
    LostUploads lost;

    @Inject
    Deletes deletes;

    @BeforeEach
    void stores() {
        world.stores();
    }

    @Test
    void stagedBytesGiveTheImageASizeAndNothingElse() {
        UUID image = world.queuedImage("demo");

        UploadGrant grant = stage(image);

        assertThat(grant.store()).isEqualTo(Store.STAGING);
        assertThat(grant.objectName()).isEqualTo(image + "." + grant.generation());
        assertThat(world.status(image)).isEqualTo("uploading");
        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Committed.class);
        assertThat(world.status(image)).isEqualTo("uploading");
        assertThat(world.locations(image)).containsExactly("staged");
        assertThat(world.text(
                        "select size || ' ' || coalesce(checksum, '-') || coalesce(os_hash_value, '-') from images where id = ?",
                        image))
                .isEqualTo("5 --");
    }

    @Test
    void aSecondStagingIsAConflictBeforeAndAfterTheFirstIsWhole() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = stage(image);
        refused(409, () -> stage(image));
        refused(409, () -> uploads.open(image.toString(), World.member("demo"), World.request(null)));
        commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));
        refused(409, () -> stage(image));
        assertThat(world.locations(image)).containsExactly("staged");
    }

    @Test
    void aStagingThatEndsEarlyLeavesTheImageQueued() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = stage(image);

        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone"));

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        assertThat(stage(image).generation()).isGreaterThan(grant.generation());
    }

    @Test
    void aStagingWhoseGatewayDiesIsTakenBack() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = stage(image);
        world.change("update uploads set lost_after = now() - interval '1 second' where id = ?", grant.uploadId());

        lost.sweep();

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Stale.class);
    }

    @Test
    void aDeletedImageTakesItsStagedBytesAlong() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = stage(image);
        commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5));

        deletes.delete(image);

        assertThat(world.locations(image)).containsExactly("pending_delete");
    }

    @Test
    void formatsMayComeLater() {
        UUID image = world.queuedImage("demo");
        world.change("update images set disk_format = null, container_format = null where id = ?", image);
        assertThat(stage(image).store()).isEqualTo(Store.STAGING);
    }

    @Test
    void whoMayNotChangeTheImageMayNotStage() {
        UUID image = world.queuedImage("demo");
        refused(404, () -> opening.open(image.toString(), World.member("other"), World.request(null)));
        refused(
                403,
                () -> opening.open(image.toString(), TestCallers.of("r", "demo", Role.READER), World.request(null)));
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @Test
    void headersAreJudged() {
        UUID image = world.queuedImage("demo");
        refused(
                415,
                () -> opening.open(
                        image.toString(), World.member("demo"), new OpenUpload("g", "text/plain", null, null, null)));
        refused(400, () -> opening.open(image.toString(), World.member("demo"), World.request("-1")));
        refused(413, () -> opening.open(image.toString(), World.member("demo"), World.request("" + (1L << 50))));
        assertThat(world.status(image)).isEqualTo("queued");
    }

    private UploadGrant stage(UUID image) {
        return opening.open(image.toString(), World.member("demo"), World.request(null));
    }

    private static void refused(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(status));
    }
}
