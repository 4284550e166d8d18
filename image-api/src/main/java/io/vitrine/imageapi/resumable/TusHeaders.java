package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Header values of tus 1.0, each judged as its section says. */
final class TusHeaders {
    static final String VERSION = "1.0.0";
    static final String EXTENSIONS = "creation,checksum,expiration,termination";
    static final Set<String> CHECKSUMS = new TreeSet<>(Set.of("sha1", "sha256", "sha512"));
    private static final String CONTENT_TYPE = "application/offset+octet-stream";

    private TusHeaders() {}

    /** @throws ProblemException 412 */
    static void requireVersion(@Nullable String tusResumable) {
        if (!VERSION.equals(tusResumable)) {
            throw ProblemException.of(
                    ProblemType.PRECONDITION_FAILED, "The header Tus-Resumable must be %s.".formatted(VERSION));
        }
    }

    /** @throws ProblemException 415 */
    static void requireOffsetStream(@Nullable String contentType) {
        if (!CONTENT_TYPE.equals(contentType)) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Bytes of a resumable upload are sent as %s.".formatted(CONTENT_TYPE));
        }
    }

    /** @throws ProblemException 400 */
    static long bytes(String header, @Nullable String text) {
        if (text == null || !text.strip().matches("[0-9]{1,18}")) {
            throw ProblemException.badRequest("The header %s must be a number of bytes.".formatted(header));
        }
        return Long.parseLong(text.strip());
    }

    /**
     * The algorithm of an {@code Upload-Checksum}, or null without one. The digest itself is compared by whoever sees the bytes.
     *
     * @throws ProblemException 400
     */
    static @Nullable String checksumAlgorithm(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split(" ", -1);
        if (parts.length != 2 || !CHECKSUMS.contains(parts[0]) || !isBase64(parts[1])) {
            throw ProblemException.badRequest(
                    "The header Upload-Checksum must be one of %s, a blank, and the digest in Base64."
                            .formatted(CHECKSUMS));
        }
        return parts[0];
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
