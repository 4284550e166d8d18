package io.vitrine.imageapi.location;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.problem.NoBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** The locations of one image, for services (spec: images, section 18). */
@Path("/v2/images/{id}/locations")
@Authenticated
@RunOnVirtualThread
class LocationsResource {
    private final LocationList locations;
    private final CurrentCaller caller;

    LocationsResource(LocationList locations, CurrentCaller caller) {
        this.locations = locations;
        this.caller = caller;
    }

    @GET
    @NoBody
    public List<LocationList.View> list(@PathParam("id") String id) {
        return locations.of(id, caller.get());
    }
}
