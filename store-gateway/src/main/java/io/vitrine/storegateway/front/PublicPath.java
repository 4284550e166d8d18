package io.vitrine.storegateway.front;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a path on the front door stands for, whatever way it is spelled. */
sealed interface PublicPath {
    /** The bytes of an image; the id is still encoded as it was sent, and free of anything but plain characters. */
    record Data(String imageId) implements PublicPath {}

    /** Bytes for an import of an image; the id as in {@link Data}. */
    record Stage(String imageId) implements PublicPath {}

    /** Some of the bytes of a resumable upload, when it is patched; both ids as in {@link Data}. */
    record Part(String imageId, String uploadId, String path) implements PublicPath {}

    /** For image-api, in normal form. */
    record Metadata(String path) implements PublicPath {}

    /** Does not exist out here. */
    record Hidden() implements PublicPath {}

    /** Not a path. */
    record Malformed() implements PublicPath {}

    /** Aliases of version 2 under which byte calls are served; image-api judges the rest. */
    Set<String> ALIASES = Set.of(
            "v2", "v2.0", "v2.1", "v2.2", "v2.3", "v2.4", "v2.5", "v2.6", "v2.7", "v2.8", "v2.9", "v2.10", "v2.11",
            "v2.12", "v2.13", "v2.14", "v2.15", "v2.16", "v2.17", "v2.18");

    Set<String> OURS = Set.of("internal", "q");

    /** @param raw path of a request line, without the query */
    static PublicPath of(@Nullable String raw) {
        if (raw == null || !raw.startsWith("/")) {
            return new Malformed();
        }
        String path = raw;
        if (!PathForm.isNormal(raw)) {
            path = PathForm.normal(raw);
            // Judged as the most generous reader could take it: decoded to the end, slashes included.
            String read = path == null ? null : PathForm.readGenerously(path);
            if (path == null || read == null) {
                return new Malformed();
            }
            if (isOurs(read)) {
                return new Hidden();
            }
        }
        if (isOurs(path)) {
            return new Hidden();
        }
        String imageId = imageOf(path, "/file");
        if (imageId != null) {
            return new Data(imageId);
        }
        String staged = imageOf(path, "/stage");
        if (staged != null) {
            return new Stage(staged);
        }
        int upload = path.lastIndexOf('/');
        String resumed = imageOf(path.substring(0, upload), "/uploads");
        return resumed == null ? new Metadata(path) : new Part(resumed, plain(path.substring(upload + 1)), path);
    }

    private static boolean isOurs(String path) {
        int end = path.indexOf('/', 1);
        int parameters = path.indexOf(';');
        int to = end < 0 ? path.length() : end;
        if (parameters > 0 && parameters < to) {
            to = parameters;
        }
        return to - 1 <= 8 && to > 1 && OURS.contains(path.substring(1, to).toLowerCase(Locale.ROOT));
    }

    private static @Nullable String imageOf(String path, String call) {
        if (!path.endsWith(call)) {
            return null;
        }
        int version = path.indexOf('/', 1);
        int idFrom = version + "/images/".length();
        int idTo = path.length() - call.length();
        boolean data = version > 0
                && idFrom < idTo
                && path.startsWith("/images/", version)
                && path.indexOf('/', idFrom) == idTo
                && ALIASES.contains(path.substring(1, version));
        if (!data) {
            return null;
        }
        return plain(path.substring(idFrom, idTo));
    }

    /** An id needs no escapes, so an escaped one is nobody's; and it would reach image-api as part of a path. */
    private static String plain(String id) {
        return !id.isEmpty() && id.chars().allMatch(PublicPath::isPlain) ? id : "-";
    }

    private static boolean isPlain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '~');
    }
}
