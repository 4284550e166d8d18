package io.vitrine.imageapi.image;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.problem.NoBody;
import io.vitrine.imageapi.store.Stores;
import io.vitrine.imageapi.version.PublicUrl;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** Images as documents (spec: images, sections 3 to 5). */
@Path("/v2/images")
@Authenticated
@RunOnVirtualThread
class ImagesResource {
    private static final String JSON = "application/json";

    private final CurrentCaller currentCaller;
    private final JsonBody bodies;
    private final NewImageReader reader;
    private final ImageCreation creation;
    private final ImageQueries queries;
    private final ImageList list;
    private final ImageJson json;
    private final ImportMethods importMethods;
    private final Stores stores;
    private final PublicUrl publicUrl;

    ImagesResource(
            CurrentCaller currentCaller,
            JsonBody bodies,
            NewImageReader reader,
            ImageCreation creation,
            ImageQueries queries,
            ImageList list,
            ImageJson json,
            ImportMethods importMethods,
            Stores stores,
            PublicUrl publicUrl) {
        this.currentCaller = currentCaller;
        this.bodies = bodies;
        this.reader = reader;
        this.creation = creation;
        this.queries = queries;
        this.list = list;
        this.json = json;
        this.importMethods = importMethods;
        this.stores = stores;
        this.publicUrl = publicUrl;
    }

    @POST
    public Response create(InputStream body, @Context HttpServerRequest request) {
        Caller caller = currentCaller.get();
        ImageRow image = creation.create(reader.read(bodies.object(body)), caller);
        Response.ResponseBuilder answer = Response.status(Response.Status.CREATED)
                .header("Content-Type", JSON)
                .header("Location", publicUrl.ofRequest(request) + "/v2/images/" + image.id)
                .entity(json.image(ImageView.ofNew(image), caller));
        header(answer, "OpenStack-image-import-methods", importMethods.enabled());
        header(answer, "OpenStack-image-store-ids", stores.ids());
        return answer.build();
    }

    @GET
    public Response list(@Context HttpServerRequest request) {
        Caller caller = currentCaller.get();
        Query query = Query.parse(request.query());
        ImagePage page = list.page(query, caller);
        String next = page.more()
                ? query.link("/v2/images", page.images().getLast().id().toString())
                : null;
        return json(json.page(page.images(), caller, query.link("/v2/images", null), next));
    }

    @GET
    @Path("{id}")
    @NoBody
    public Response show(@PathParam("id") String id) {
        Caller caller = currentCaller.get();
        return json(json.image(queries.show(id, caller), caller));
    }

    private static Response json(byte[] body) {
        return Response.ok(body).header("Content-Type", JSON).build();
    }

    private static void header(Response.ResponseBuilder answer, String name, List<String> values) {
        if (!values.isEmpty()) {
            answer.header(name, String.join(",", values));
        }
    }
}
