package io.vitrine.imageapi.resumable;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.OpenPart;
import io.vitrine.contracts.internal.PartGrant;
import io.vitrine.imageapi.auth.CallerTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** Bytes of resumable uploads, for the front door that takes them; extended, committed and aborted like every write. */
@Path("/internal/v1/images/{id}/resumables/{upload}/parts")
@RolesAllowed(ServiceRole.STORE_GATEWAY)
@RunOnVirtualThread
class PartsResource {
    private final CallerTokens callers;
    private final PartOpening opening;

    PartsResource(CallerTokens callers, PartOpening opening) {
        this.callers = callers;
        this.opening = opening;
    }

    @POST
    public PartGrant open(
            @PathParam("id") String imageId,
            @PathParam("upload") String uploadId,
            @HeaderParam("X-Auth-Token") @Nullable String token,
            OpenPart request) {
        return opening.open(imageId, uploadId, callers.authenticate(token), request);
    }
}
