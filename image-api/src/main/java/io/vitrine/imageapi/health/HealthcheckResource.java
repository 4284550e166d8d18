package io.vitrine.imageapi.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.health.Readiness;

/** What load balancers of the Image API have always asked. The probes of Kubernetes ask the management port. */
@Path("/healthcheck")
public class HealthcheckResource {
    private final Disabled disabled;

    HealthcheckResource(@Readiness Disabled disabled) {
        this.disabled = disabled;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    public Response check() {
        return disabled.byFile()
                ? Response.status(Status.SERVICE_UNAVAILABLE)
                        .entity("DISABLED BY FILE")
                        .build()
                : Response.ok("OK").build();
    }
}
