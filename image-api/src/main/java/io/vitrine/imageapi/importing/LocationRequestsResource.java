package io.vitrine.imageapi.importing;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.image.JsonBody;
import io.vitrine.imageapi.problem.RequestId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Where services, and users with a store for the web, say where an image's bytes are (spec: images, section 18). */
@Path("/v2/images/{id}/locations")
@Authenticated
@RunOnVirtualThread
class LocationRequestsResource {
    private final LocationRequests requests;
    private final CurrentCaller caller;
    private final RequestId requestId;
    private final JsonBody bodies;

    LocationRequestsResource(LocationRequests requests, CurrentCaller caller, RequestId requestId, JsonBody bodies) {
        this.requests = requests;
        this.caller = caller;
        this.requestId = requestId;
        this.bodies = bodies;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response add(@PathParam("id") String imageId, InputStream body) {
        LocationRequest request = LocationRequest.of(bodies.object(body));
        requests.request(imageId, caller.get(), request, requestId.current());
        return Response.accepted().build();
    }
}
