package io.vitrine.storegateway.download;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.blob.ByteRange;
import org.jspecify.annotations.Nullable;

/**
 * What a download will send: {@code length} bytes from {@code offset}, with their headers.
 *
 * @param range null when the whole blob was asked for
 */
record Answer(
        DownloadGrant grant,
        long offset,
        long length,
        @Nullable ByteRange range) {
    private static final CharSequence CONTENT_MD5 = HttpHeaders.createOptimized("Content-MD5");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("X-Content-Type-Options");

    static Answer whole(DownloadGrant grant, long size) {
        return new Answer(grant, 0, size, null);
    }

    static Answer part(DownloadGrant grant, ByteRange range) {
        return new Answer(grant, range.first(), range.length(), range);
    }

    /** What tells these bytes from others; null when nothing does. */
    static @Nullable String tag(DownloadGrant grant) {
        return grant.osHashValue() != null ? grant.osHashValue() : grant.checksum();
    }

    static void putTag(HttpServerResponse response, DownloadGrant grant) {
        String tag = tag(grant);
        if (tag != null) {
            response.putHeader(HttpHeaders.ETAG, '"' + tag + '"');
        }
    }

    void head(HttpServerResponse response) {
        response.setStatusCode(range == null ? 200 : 206)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length))
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(NO_SNIFF, "nosniff");
        putTag(response, grant);
        if (range != null) {
            response.putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange());
        } else if (grant.checksum() != null) {
            // In hex, where the RFC says base64: every client of the Image API compares it so.
            response.putHeader(CONTENT_MD5, grant.checksum());
        }
    }
}
