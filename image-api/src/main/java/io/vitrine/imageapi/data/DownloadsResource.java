package io.vitrine.imageapi.data;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.OpenDownload;
import io.vitrine.imageapi.auth.CallerTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** Asked before every download. */
@Path("/internal/v1/images/{id}/downloads")
@RolesAllowed(ServiceRole.STORE_GATEWAY)
@RunOnVirtualThread
class DownloadsResource {
    private final CallerTokens callers;
    private final Downloads downloads;

    DownloadsResource(CallerTokens callers, Downloads downloads) {
        this.callers = callers;
        this.downloads = downloads;
    }

    @POST
    public DownloadGrant open(
            @PathParam("id") String imageId,
            @HeaderParam("X-Auth-Token") @Nullable String token,
            OpenDownload request) {
        return downloads.open(imageId, callers.authenticateReader(token), request.prefer());
    }
}
