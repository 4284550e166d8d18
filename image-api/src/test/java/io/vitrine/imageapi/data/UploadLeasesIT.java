package io.vitrine.imageapi.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write belongs to whoever keeps its lease; the fence is the generation, not the clock (design, section 3). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class UploadLeasesIT {
    @Inject
    World world;

    @Inject
    UploadCommit commit;

    @Inject
    Leases leases;

    @Inject
    LostUploads lostUploads;

    @Inject
    Deletes deletes;

    @BeforeEach
    void stores() {
        world.stores();
    }

    @Test
    void aDeadLeaseIsTakenBackAndItsLateCommitRefused() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");
        world.change("update uploads set lost_after = now() - interval '1 second' where id = ?", grant.uploadId());

        lostUploads.sweep();

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Stale.class);
    }

    @Test
    void aLateCommitCountsWhileNobodyTookTheWriteBack() {
        UUID image = world.queuedImage("demo");
        UploadGrant grant = world.open(image, "demo");
        world.change("update uploads set lost_after = now() - interval '1 hour' where id = ?", grant.uploadId());

        assertThat(commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)))
                .isInstanceOf(CommitOutcome.Committed.class);
        lostUploads.sweep();
        assertThat(world.status(image)).isEqualTo("active");
    }

    @Test
    void aRenewedLeaseIsNotTakenBackAndALostOneIsNamed() {
        UUID kept = world.queuedImage("demo");
        UUID lost = world.queuedImage("demo");
        UploadGrant keptGrant = world.open(kept, "demo");
        UploadGrant lostGrant = world.open(lost, "demo");
        world.change("update uploads set lost_after = now() - interval '1 second' where id = ?", keptGrant.uploadId());
        deletes.delete(lost);

        List<UUID> named = leases.renew(new RenewLeases(
                        "gateway-1",
                        List.of(
                                new LeaseRef(keptGrant.uploadId(), keptGrant.generation()),
                                new LeaseRef(lostGrant.uploadId(), lostGrant.generation())),
                        List.of()))
                .lost();
        lostUploads.sweep();

        assertThat(named).containsExactly(lostGrant.uploadId());
        assertThat(world.status(kept)).isEqualTo("saving");
    }

    @Test
    void anotherHolderOrGenerationRenewsNothing() {
        UploadGrant grant = world.open(world.queuedImage("demo"), "demo");
        var wrongGeneration = new LeaseRef(grant.uploadId(), grant.generation() + 1);
        var right = new LeaseRef(grant.uploadId(), grant.generation());

        assertThat(leases.renew(new RenewLeases("gateway-1", List.of(wrongGeneration), List.of()))
                        .lost())
                .hasSize(1);
        assertThat(leases.renew(new RenewLeases("gateway-2", List.of(right), List.of()))
                        .lost())
                .hasSize(1);
        assertThat(leases.renew(new RenewLeases("gateway-1", List.of(right), List.of()))
                        .lost())
                .isEmpty();
    }
}
