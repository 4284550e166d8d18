package io.vitrine.storegateway.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Whether a request brings bytes along. */
public final class RequestBody {
    private RequestBody() {}

    /** By its framing (RFC 9112, section 6.3); chunks may still turn out to be none. */
    public static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}
