package io.vitrine.imageapi.importing;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.GivenLocation;
import io.vitrine.contracts.internal.LocationDigests;
import io.vitrine.contracts.internal.LocationFound;
import io.vitrine.contracts.internal.LocationOrder;
import io.vitrine.contracts.internal.OpenSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Given locations of jobs, for store-gateway. */
@Path("/internal/v1/jobs/{task}/location")
@RunOnVirtualThread
class LocationReportsResource {
    private final LocationReports reports;

    LocationReportsResource(LocationReports reports) {
        this.reports = reports;
    }

    @POST
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public GivenLocation location(@PathParam("task") UUID task, OpenSource request) {
        return reports.location(task, request.generation());
    }

    @POST
    @Path("found")
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public LocationOrder found(@PathParam("task") UUID task, LocationFound report) {
        return reports.found(task, report);
    }

    @POST
    @Path("digests")
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public void digests(@PathParam("task") UUID task, LocationDigests report) {
        reports.digests(task, report);
    }
}
