package io.vitrine.importworker.fetch;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source to be opened.
 *
 * @param maxBytes a source that announces more is not opened
 * @param credentials headers for the host that the URI names, and for nobody it redirects to
 * @param checksum what its bytes must be, null when nobody said
 * @param length how many bytes it must have, empty when nobody said
 */
public record SourceRequest(
        String uri,
        long maxBytes,
        Map<String, String> credentials,
        @Nullable Checksum checksum,
        OptionalLong length) {
    public static SourceRequest of(String uri, long maxBytes, @Nullable Checksum checksum) {
        return new SourceRequest(uri, maxBytes, Map.of(), checksum, OptionalLong.empty());
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "SourceRequest[" + uri + "]";
    }
}
