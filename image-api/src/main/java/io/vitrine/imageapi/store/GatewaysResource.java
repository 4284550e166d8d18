package io.vitrine.imageapi.store;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.Announcement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Where gateways announce themselves. */
@Path("/internal/v1/gateways")
@RunOnVirtualThread
class GatewaysResource {
    private final Announcements announcements;

    GatewaysResource(Announcements announcements) {
        this.announcements = announcements;
    }

    @PUT
    @Path("{id}")
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public void announce(@PathParam("id") String id, Announcement announcement) {
        announcements.take(id, announcement);
    }
}
