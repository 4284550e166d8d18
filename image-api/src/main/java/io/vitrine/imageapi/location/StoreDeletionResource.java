package io.vitrine.imageapi.location;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.problem.NoBody;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** {@code DELETE /v2/stores/{store}/{image}} (spec: images, section 16). */
@Path("/v2/stores/{store}/{id}")
@Authenticated
@RunOnVirtualThread
class StoreDeletionResource {
    private final StoreDeletion deletion;
    private final CurrentCaller caller;

    StoreDeletionResource(StoreDeletion deletion, CurrentCaller caller) {
        this.deletion = deletion;
        this.caller = caller;
    }

    @DELETE
    @NoBody
    public void delete(@PathParam("store") String store, @PathParam("id") String id) {
        deletion.delete(store, id, caller.get());
    }
}
