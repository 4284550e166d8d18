package io.vitrine.imageapi.data;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.contracts.internal.RenewedLeases;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** One call for all leases of a process. */
@Path("/internal/v1/leases")
@RolesAllowed({ServiceRole.STORE_GATEWAY, ServiceRole.IMPORT_WORKER})
@RunOnVirtualThread
class LeasesResource {
    private final Leases leases;

    LeasesResource(Leases leases) {
        this.leases = leases;
    }

    @POST
    @Path("renew")
    public RenewedLeases renew(RenewLeases request) {
        return leases.renew(request);
    }
}
