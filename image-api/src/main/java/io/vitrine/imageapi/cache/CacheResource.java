package io.vitrine.imageapi.cache;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.NoBody;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v2/cache} (spec: images, section 19). */
@Path("/v2/cache")
@Authenticated
@RunOnVirtualThread
class CacheResource {
    private final CacheManagement cache;
    private final CurrentCaller caller;

    CacheResource(CacheManagement cache, CurrentCaller caller) {
        this.cache = cache;
        this.caller = caller;
    }

    @GET
    @NoBody
    public CacheView list(@QueryParam("node") @Nullable String node) {
        return cache.list(node, caller.get(), Rule.CACHE_LIST);
    }

    @PUT
    @Path("{id}")
    @ResponseStatus(202)
    public void queue(@PathParam("id") String id, @QueryParam("node") @Nullable String node) {
        cache.queue(id, node, caller.get(), Rule.CACHE_IMAGE);
    }

    @DELETE
    @Path("{id}")
    public void drop(@PathParam("id") String id, @QueryParam("node") @Nullable String node) {
        cache.drop(id, node, caller.get());
    }

    @DELETE
    public void clear(
            @HeaderParam(CacheTarget.HEADER) @Nullable String target, @QueryParam("node") @Nullable String node) {
        cache.clear(target, node, caller.get());
    }

    @POST
    @Path("clean")
    @ResponseStatus(200)
    public void clean(@QueryParam("node") @Nullable String node) {
        cache.clean(node, caller.get());
    }

    @POST
    @Path("prune")
    public CacheView.Pruned prune(@QueryParam("node") @Nullable String node) {
        return cache.prune(node, caller.get());
    }

    @GET
    @Path("nodes/{id}")
    @NoBody
    public List<String> nodes(@PathParam("id") String id) {
        return cache.nodes(id, caller.get());
    }
}
