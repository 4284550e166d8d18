package io.vitrine.imageapi.deletion;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.problem.NoBody;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** {@code DELETE /v2/images/{id}} (spec: images, section 7). */
@Path("/v2/images")
@Authenticated
@RunOnVirtualThread
class DeletionResource {
    private final ImageDeletion deletion;
    private final CurrentCaller caller;

    DeletionResource(ImageDeletion deletion, CurrentCaller caller) {
        this.deletion = deletion;
        this.caller = caller;
    }

    @DELETE
    @Path("{id}")
    @NoBody
    public void delete(@PathParam("id") String id) {
        deletion.delete(id, caller.get());
    }
}
