package io.vitrine.imageapi.tag;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.problem.NoBody;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** {@code /v2/images/{id}/tags/{tag}}: one tag, one URL-encoded segment. */
@Path("/v2/images/{id}/tags/{tag}")
@Authenticated
@RunOnVirtualThread
class TagsResource {
    private final Tagging tagging;
    private final CurrentCaller caller;

    TagsResource(Tagging tagging, CurrentCaller caller) {
        this.tagging = tagging;
        this.caller = caller;
    }

    @PUT
    @NoBody
    public void put(@PathParam("id") String id, @PathParam("tag") String tag) {
        tagging.put(id, tag, caller.get());
    }

    @DELETE
    @NoBody
    public void remove(@PathParam("id") String id, @PathParam("tag") String tag) {
        tagging.remove(id, tag, caller.get());
    }
}
