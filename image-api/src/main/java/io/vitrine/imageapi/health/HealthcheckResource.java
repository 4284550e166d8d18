package io.vitrine.imageapi.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What load balancers of the Image API have always asked. The probes of Kubernetes ask the management port. */
@Path("/healthcheck")
public class HealthcheckResource {
    @GET
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    public String check() {
        return "OK";
    }
}
