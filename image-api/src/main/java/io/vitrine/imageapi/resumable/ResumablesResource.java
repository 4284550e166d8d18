package io.vitrine.imageapi.resumable;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.data.SizeConfig;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.NoBody;
import io.vitrine.imageapi.problem.RequestId;
import io.vitrine.imageapi.version.PublicUrl;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v2/images/{id}/uploads}: all of a resumable upload but its bytes, which the front door takes (spec: images, section 23). */
@Path("/v2/images/{id}/uploads")
@Authenticated
@RunOnVirtualThread
class ResumablesResource {
    private static final String TUS_RESUMABLE = "Tus-Resumable";

    private final ImageAccess images;
    private final ResumableCreation creation;
    private final ResumableAccess access;
    private final ResumableEnd end;
    private final ResumableConfig config;
    private final SizeConfig sizes;
    private final CurrentCaller caller;
    private final RequestId requestId;
    private final PublicUrl publicUrl;

    ResumablesResource(
            ImageAccess images,
            ResumableCreation creation,
            ResumableAccess access,
            ResumableEnd end,
            ResumableConfig config,
            SizeConfig sizes,
            CurrentCaller caller,
            RequestId requestId,
            PublicUrl publicUrl) {
        this.images = images;
        this.creation = creation;
        this.access = access;
        this.end = end;
        this.config = config;
        this.sizes = sizes;
        this.caller = caller;
        this.requestId = requestId;
        this.publicUrl = publicUrl;
    }

    /** What this server can do: asked without a version, as tus says. */
    @OPTIONS
    public Response options(@PathParam("id") String imageId) {
        images.check(imageId, caller.get(), Rule.GET_IMAGE);
        return answer(204)
                .header("Tus-Version", TusHeaders.VERSION)
                .header("Tus-Extension", TusHeaders.EXTENSIONS)
                .header("Tus-Max-Size", sizes.cap())
                .header("Tus-Checksum-Algorithm", String.join(",", TusHeaders.CHECKSUMS))
                .build();
    }

    @POST
    @NoBody
    public Response create(
            @PathParam("id") String imageId,
            @HeaderParam(TUS_RESUMABLE) @Nullable String version,
            @HeaderParam("Upload-Length") @Nullable String length,
            @HeaderParam("X-Image-Meta-Store") @Nullable String store,
            @Context HttpServerRequest request) {
        TusHeaders.requireVersion(version);
        String named = store == null || store.isBlank() ? null : store.strip();
        UUID id = creation.create(
                imageId, caller.get(), TusHeaders.bytes("Upload-Length", length), named, requestId.current());
        return answer(201)
                .header("Location", "%s/v2/images/%s/uploads/%s".formatted(publicUrl.ofRequest(request), imageId, id))
                .header("Upload-Expires", date(Instant.now().plus(config.expiry())))
                .build();
    }

    @HEAD
    @Path("{upload}")
    public Response show(
            @PathParam("id") String imageId,
            @PathParam("upload") String uploadId,
            @HeaderParam(TUS_RESUMABLE) @Nullable String version) {
        TusHeaders.requireVersion(version);
        ResumableUpload upload = access.show(imageId, uploadId, caller.get());
        Response.ResponseBuilder answer = answer(200)
                .header("Upload-Offset", upload.received())
                .header("Upload-Length", upload.length())
                .header("Cache-Control", "no-store");
        return upload.state() == ResumableState.OPEN
                ? answer.header("Upload-Expires", date(upload.expiresAt())).build()
                : answer.build();
    }

    @DELETE
    @Path("{upload}")
    @NoBody
    public Response giveUp(
            @PathParam("id") String imageId,
            @PathParam("upload") String uploadId,
            @HeaderParam(TUS_RESUMABLE) @Nullable String version) {
        TusHeaders.requireVersion(version);
        end.giveUp(imageId, uploadId, caller.get());
        return answer(204).build();
    }

    private static Response.ResponseBuilder answer(int status) {
        return Response.status(status).header(TUS_RESUMABLE, TusHeaders.VERSION);
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
