package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.auth.Caller;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that begins.
 *
 * @param owner project of whoever asked for it; empty without one
 * @param requestId request that asked for it
 * @param input what users see of what they asked for
 * @param job what a worker is to do, null when that is the input
 */
record NewTask(
        UUID id,
        String type,
        UUID imageId,
        String owner,
        String userId,
        @Nullable String requestId,
        Object input,
        @Nullable TaskInput job) {
    /** The import of an image (spec: model, section 10). */
    static final String API_IMAGE_IMPORT = "api_image_import";

    /** An import by the tasks API, which makes its image itself. */
    static final String IMPORT = "import";

    /** An image is given the place of its bytes. */
    static final String LOCATION_IMPORT = "location_import";

    static String ownerOf(Caller caller) {
        return Objects.requireNonNullElse(caller.projectId(), "");
    }
}
