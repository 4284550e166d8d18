package io.vitrine.imageapi.data;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.ExtendedGrant;
import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.CallerTokens;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Open, extend, commit and abort a write: the one write protocol (design, section 2). */
@Path("/internal/v1")
@RolesAllowed(ServiceRole.STORE_GATEWAY)
@RunOnVirtualThread
class UploadsResource {
    private final CallerTokens callers;
    private final UploadOpening opening;
    private final StageOpening staging;
    private final UploadExtension extension;
    private final UploadCommit commit;
    private final UploadAbort abort;

    UploadsResource(
            CallerTokens callers,
            UploadOpening opening,
            StageOpening staging,
            UploadExtension extension,
            UploadCommit commit,
            UploadAbort abort) {
        this.callers = callers;
        this.opening = opening;
        this.staging = staging;
        this.extension = extension;
        this.commit = commit;
        this.abort = abort;
    }

    @POST
    @Path("images/{id}/uploads")
    public UploadGrant open(
            @PathParam("id") String imageId, @HeaderParam("X-Auth-Token") @Nullable String token, OpenUpload request) {
        return opening.open(imageId, callers.authenticate(token), request);
    }

    @POST
    @Path("images/{id}/stages")
    public UploadGrant stage(
            @PathParam("id") String imageId, @HeaderParam("X-Auth-Token") @Nullable String token, OpenUpload request) {
        return staging.open(imageId, callers.authenticate(token), request);
    }

    @POST
    @Path("uploads/{id}/extend")
    public ExtendedGrant extend(@PathParam("id") UUID id, ExtendUpload request) {
        return extension.extend(id, request);
    }

    @POST
    @Path("uploads/{id}/commit")
    public void commit(@PathParam("id") UUID id, CommitUpload bytes) {
        switch (commit.commit(id, bytes)) {
            case CommitOutcome.Committed committed -> {}
            case CommitOutcome.Stale stale -> throw ProblemException.stale("Somebody else has the right to write now.");
            case CommitOutcome.Gone gone -> throw ProblemException.gone("The image was deleted while data was sent.");
            case CommitOutcome.Refused(String reason) -> throw ProblemException.badRequest(reason);
            case CommitOutcome.Unknown unknown -> throw ProblemException.notFound("There is no such write.");
        }
    }

    @POST
    @Path("uploads/{id}/abort")
    public void abort(@PathParam("id") UUID id, AbortUpload request) {
        abort.abort(id, request);
    }
}
