package io.vitrine.imageapi.schema;

import io.quarkus.security.Authenticated;
import io.vitrine.imageapi.problem.NoBody;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /v2/schemas}: any valid token may read them (spec: images, section 21). They lie in memory, so no thread waits for them. */
@Path("/v2/schemas")
@Authenticated
@NoBody
class SchemasResource {
    private final Schemas schemas;

    SchemasResource(Schemas schemas) {
        this.schemas = schemas;
    }

    @GET
    @Path("{name}")
    public Response schema(@PathParam("name") String name, @HeaderParam("If-None-Match") @Nullable String known) {
        return answer(name, known);
    }

    @GET
    @Path("metadefs/{name}")
    public Response metadefSchema(
            @PathParam("name") String name, @HeaderParam("If-None-Match") @Nullable String known) {
        return answer("metadefs/" + name, known);
    }

    private Response answer(String name, @Nullable String known) {
        Schemas.Document schema = schemas.find(name)
                .orElseThrow(() -> ProblemException.notFound("There is no schema named %s.".formatted(name)));
        if (known != null && known.contains(schema.etag())) {
            return Response.notModified().header("ETag", schema.etag()).build();
        }
        return Response.ok(schema.body())
                .header("Content-Type", "application/json")
                .header("ETag", schema.etag())
                .build();
    }
}
