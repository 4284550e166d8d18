package io.vitrine.imageapi.patch;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code PATCH /v2/images/{id}} (spec: images, section 6). */
@Path("/v2/images")
@Authenticated
@RunOnVirtualThread
class PatchResource {
    private final PatchReader reader;
    private final LocationLooks looks;
    private final ImagePatch patch;
    private final CurrentCaller caller;

    PatchResource(PatchReader reader, LocationLooks looks, ImagePatch patch, CurrentCaller caller) {
        this.reader = reader;
        this.looks = looks;
        this.patch = patch;
        this.caller = caller;
    }

    @PATCH
    @Path("{id}")
    public Response patch(
            @PathParam("id") String id, @HeaderParam("Content-Type") @Nullable String contentType, InputStream body) {
        List<Change> changes = reader.read(contentType, body);
        byte[] image = patch.apply(id, changes, looks.of(id, changes, caller.get()), caller.get());
        return Response.ok(image).header("Content-Type", "application/json").build();
    }
}
