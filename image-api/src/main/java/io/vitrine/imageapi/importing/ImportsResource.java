package io.vitrine.imageapi.importing;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.image.JsonBody;
import io.vitrine.imageapi.problem.RequestId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Import, and the tasks that show how it fares (spec: images, sections 14 and 15). */
@Path("/v2/images/{id}")
@Authenticated
@RunOnVirtualThread
class ImportsResource {
    private final ImportRequests imports;
    private final ImageTasks tasks;
    private final CurrentCaller caller;
    private final RequestId requestId;
    private final JsonBody bodies;

    ImportsResource(
            ImportRequests imports, ImageTasks tasks, CurrentCaller caller, RequestId requestId, JsonBody bodies) {
        this.imports = imports;
        this.tasks = tasks;
        this.caller = caller;
        this.requestId = requestId;
        this.bodies = bodies;
    }

    @POST
    @Path("import")
    @Consumes(MediaType.WILDCARD)
    public Response request(
            @PathParam("id") String imageId,
            @HeaderParam("X-Image-Meta-Store") @Nullable String store,
            InputStream body) {
        ImportRequest request = ImportRequest.of(bodies.object(body), store);
        imports.request(imageId, caller.get(), request, requestId.current());
        return Response.accepted().build();
    }

    @GET
    @Path("tasks")
    public ImageTasks.Page tasks(@PathParam("id") String imageId) {
        return tasks.list(imageId, caller.get());
    }
}
