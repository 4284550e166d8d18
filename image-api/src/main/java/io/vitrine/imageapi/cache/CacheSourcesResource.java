package io.vitrine.imageapi.cache;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.CacheCheck;
import io.vitrine.contracts.internal.CacheGone;
import io.vitrine.contracts.internal.DownloadGrant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Asked by gateways about their own caches; no user is involved. */
@Path("/internal/v1/cache")
@RolesAllowed(ServiceRole.STORE_GATEWAY)
@RunOnVirtualThread
class CacheSourcesResource {
    private final CacheSources sources;

    CacheSourcesResource(CacheSources sources) {
        this.sources = sources;
    }

    @POST
    @Path("sources/{id}")
    public DownloadGrant source(@PathParam("id") String imageId) {
        return sources.source(imageId);
    }

    @POST
    @Path("checks")
    public CacheGone check(CacheCheck check) {
        return sources.gone(check);
    }
}
