package io.vitrine.imageapi.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.image.JsonBody;
import io.vitrine.imageapi.image.TextRules;
import io.vitrine.imageapi.problem.NoBody;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.InputStream;

/** {@code /v2/images/{id}/members}. */
@Path("/v2/images/{id}/members")
@Produces("application/json")
@Authenticated
@RunOnVirtualThread
class MembersResource {
    private final Sharing sharing;
    private final JsonBody bodies;
    private final CurrentCaller caller;

    MembersResource(Sharing sharing, JsonBody bodies, CurrentCaller caller) {
        this.sharing = sharing;
        this.bodies = bodies;
        this.caller = caller;
    }

    @POST
    public Member.View add(@PathParam("id") String id, InputStream body) {
        String project = text(body, "member");
        if (project.isBlank()) {
            throw ProblemException.badRequest("Field 'member' must name a project.");
        }
        TextRules.checkShort("Field 'member'", project);
        return sharing.add(id, project, caller.get()).view();
    }

    @GET
    @NoBody
    public Member.Page list(@PathParam("id") String id) {
        return Member.page(sharing.list(id, caller.get()));
    }

    @GET
    @Path("{project}")
    @NoBody
    public Member.View show(@PathParam("id") String id, @PathParam("project") String project) {
        return sharing.show(id, project, caller.get()).view();
    }

    @PUT
    @Path("{project}")
    public Member.View answer(@PathParam("id") String id, @PathParam("project") String project, InputStream body) {
        MemberStatus status = MemberStatus.of(text(body, "status"))
                .orElseThrow(
                        () -> ProblemException.badRequest("Field 'status' must be pending, accepted or rejected."));
        return sharing.answer(id, project, status, caller.get()).view();
    }

    @DELETE
    @Path("{project}")
    @NoBody
    public void remove(@PathParam("id") String id, @PathParam("project") String project) {
        sharing.remove(id, project, caller.get());
    }

    private String text(InputStream body, String field) {
        JsonNode value = bodies.object(body).path(field);
        if (!value.isTextual()) {
            throw ProblemException.badRequest("Field '%s' is required and must be a string.".formatted(field));
        }
        return value.textValue();
    }
}
