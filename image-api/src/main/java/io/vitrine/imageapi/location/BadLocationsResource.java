package io.vitrine.imageapi.location;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.BadLocation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Told by whoever reads a copy whole and finds other bytes in it (spec: security, S-67). */
@Path("/internal/v1/images/{id}/locations/{location}/bad")
@RolesAllowed(ServiceRole.STORE_GATEWAY)
@RunOnVirtualThread
class BadLocationsResource {
    private final BadLocations locations;

    BadLocationsResource(BadLocations locations) {
        this.locations = locations;
    }

    @POST
    public void mark(@PathParam("id") UUID imageId, @PathParam("location") long locationId, BadLocation report) {
        locations.mark(imageId, locationId, report.reason());
    }
}
