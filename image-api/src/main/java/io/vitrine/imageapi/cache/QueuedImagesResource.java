package io.vitrine.imageapi.cache;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.policy.Rule;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v2/queued_images}, for old programs that manage the cache (spec: images, section 2, row 39). */
@Path("/v2/queued_images")
@Authenticated
@RunOnVirtualThread
class QueuedImagesResource {
    private final CacheManagement cache;
    private final CurrentCaller caller;

    QueuedImagesResource(CacheManagement cache, CurrentCaller caller) {
        this.cache = cache;
        this.caller = caller;
    }

    @GET
    public CacheView.QueuedImages list(@QueryParam("node") @Nullable String node) {
        return new CacheView.QueuedImages(
                cache.list(node, caller.get(), Rule.MANAGE_IMAGE_CACHE).queuedImages());
    }

    @DELETE
    public CacheView.Deleted clear(@QueryParam("node") @Nullable String node) {
        return new CacheView.Deleted(
                cache.clear(CacheTarget.QUEUE, node, caller.get()).queued());
    }

    @PUT
    @Path("{id}")
    @ResponseStatus(200)
    public void queue(@PathParam("id") String id, @QueryParam("node") @Nullable String node) {
        cache.queue(id, node, caller.get(), Rule.MANAGE_IMAGE_CACHE);
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(200)
    public void drop(@PathParam("id") String id, @QueryParam("node") @Nullable String node) {
        cache.drop(id, CacheTarget.QUEUE, node, caller.get());
    }
}
