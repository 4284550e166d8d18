package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.image.JsonBody;
import io.vitrine.imageapi.image.PageConfig;
import io.vitrine.imageapi.image.Query;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.problem.NoBody;
import io.vitrine.imageapi.problem.RequestId;
import io.vitrine.imageapi.version.PublicUrl;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks API of old, for administrators (spec: images, section 20). Tasks are not deleted, they expire; so there is no such method. */
@Path("/v2/tasks")
@Authenticated
@RunOnVirtualThread
class TasksResource {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<TaskView.Item> tasks,
            String first,
            @Nullable String next,
            String schema) {}

    private final LegacyImports imports;
    private final TaskList list;
    private final CurrentCaller currentCaller;
    private final Policy policy;
    private final RequestId requestId;
    private final JsonBody bodies;
    private final PageConfig pages;
    private final PublicUrl publicUrl;

    TasksResource(
            LegacyImports imports,
            TaskList list,
            CurrentCaller currentCaller,
            Policy policy,
            RequestId requestId,
            JsonBody bodies,
            PageConfig pages,
            PublicUrl publicUrl) {
        this.imports = imports;
        this.list = list;
        this.currentCaller = currentCaller;
        this.policy = policy;
        this.requestId = requestId;
        this.bodies = bodies;
        this.pages = pages;
        this.publicUrl = publicUrl;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response create(InputStream body, @Context HttpServerRequest request) {
        Caller caller = permitted();
        UUID task = imports.create(bodies.object(body), caller, requestId.current());
        return Response.status(Response.Status.CREATED)
                .header("Location", publicUrl.ofRequest(request) + "/v2/tasks/" + task)
                .entity(list.show(task.toString(), caller))
                .build();
    }

    @GET
    @NoBody
    public Page list(@Context HttpServerRequest request) {
        Caller caller = permitted();
        Query query = Query.parse(request.query());
        TaskList.Page page = list.page(TaskQuery.of(query, pages), caller);
        // A page of none has nothing to go on from.
        String next = page.more() && !page.tasks().isEmpty()
                ? query.link("/v2/tasks", page.tasks().getLast().id().toString())
                : null;
        return new Page(page.tasks(), query.link("/v2/tasks", null), next, "/v2/schemas/tasks");
    }

    @GET
    @Path("{id}")
    @NoBody
    public TaskView.Full show(@PathParam("id") String id) {
        return list.show(id, permitted());
    }

    private Caller permitted() {
        Caller caller = currentCaller.get();
        policy.require(Rule.TASKS_API_ACCESS, caller, Target.none(caller));
        return caller;
    }
}
