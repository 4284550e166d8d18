package io.vitrine.imageapi.schema;

import io.vitrine.contracts.GoldenSamples;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** {@code /schemas/events}: what {@code ce_dataschema} of every event points to. Open to everybody, as the events' readers have no token. */
@Path("/schemas/events")
@PermitAll
class EventSchemasResource {
    @GET
    @Path("{type}.json")
    public Response schema(@PathParam("type") String type) {
        String schema = GoldenSamples.eventSchema(type)
                .orElseThrow(() -> ProblemException.notFound("There is no event named %s.".formatted(type)));
        return Response.ok(schema).header("Content-Type", "application/json").build();
    }
}
