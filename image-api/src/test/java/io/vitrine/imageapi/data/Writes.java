package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.contracts.internal.UploadGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Writes as store-gateway makes them, for tests of other packages. */
@ApplicationScoped
public class Writes {
    private final World world;
    private final UploadCommit commit;
    private final UploadAbort abort;

    Writes(World world, UploadCommit commit, UploadAbort abort) {
        this.world = world;
        this.commit = commit;
        this.abort = abort;
    }

    public UploadGrant open(UUID image) {
        return world.open(image, "demo");
    }

    public boolean commit(UploadGrant grant) {
        return commit.commit(grant.uploadId(), World.bytes(grant.generation(), 5)) instanceof CommitOutcome.Committed;
    }

    /** As the gateway commits it; a refusal is thrown. */
    public void commitStrictly(UploadGrant grant, CommitUpload bytes) {
        if (commit.commit(grant.uploadId(), bytes) instanceof CommitOutcome.Refused(String reason)) {
            throw new IllegalArgumentException(reason);
        }
    }

    public void abort(UploadGrant grant) {
        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), "client_gone"));
    }

    public void abort(UploadGrant grant, String reason) {
        abort.abort(grant.uploadId(), new AbortUpload(grant.generation(), reason));
    }

    /** An upload from its beginning to its good end. */
    public void active(UUID image) {
        if (!commit(open(image))) {
            throw new AssertionError("the upload was not committed");
        }
    }
}
