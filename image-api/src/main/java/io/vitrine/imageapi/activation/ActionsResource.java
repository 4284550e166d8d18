package io.vitrine.imageapi.activation;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.problem.NoBody;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** {@code /v2/images/{id}/actions/…}. */
@Path("/v2/images/{id}/actions")
@Authenticated
@RunOnVirtualThread
class ActionsResource {
    private final Activation activation;
    private final CurrentCaller caller;

    ActionsResource(Activation activation, CurrentCaller caller) {
        this.activation = activation;
        this.caller = caller;
    }

    @POST
    @Path("deactivate")
    @NoBody
    public void deactivate(@PathParam("id") String id) {
        activation.deactivate(id, caller.get());
    }

    @POST
    @Path("reactivate")
    @NoBody
    public void reactivate(@PathParam("id") String id) {
        activation.reactivate(id, caller.get());
    }
}
