package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an upload say (spec: images, section 11).
 *
 * @param store null for the default
 * @param expectedBytes null when unknown
 */
record UploadHeaders(@Nullable String store, @Nullable Long expectedBytes) {
    private static final String OCTETS = "application/octet-stream";

    /** @throws ProblemException 415 or 400 */
    static UploadHeaders of(OpenUpload request) {
        if (!OCTETS.equals(request.contentType())) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Image data is sent as %s.".formatted(OCTETS));
        }
        Long declared = declaredSize(request.declaredSize());
        // A declared zero means "unknown": clients send it for a stream without a length.
        Long expected = declared == null || declared == 0 ? request.contentLength() : declared;
        String store = request.store();
        return new UploadHeaders(store == null || store.isBlank() ? null : store.strip(), expected);
    }

    private static @Nullable Long declaredSize(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.strip().matches("[0-9]{1,18}")) {
            throw ProblemException.badRequest("The header x-openstack-image-size must be a number of bytes.");
        }
        return Long.valueOf(text.strip());
    }
}
