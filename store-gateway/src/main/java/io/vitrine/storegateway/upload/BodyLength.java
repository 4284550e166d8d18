package io.vitrine.storegateway.upload;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a request announces.
 *
 * @param bytes null when unknown
 * @param isWrong what it says is no size
 */
record BodyLength(@Nullable Long bytes, boolean isWrong) {
    private static final int DIGITS_OF_A_LONG = 18;

    static BodyLength of(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            // No length and no chunks: the body is empty, and that is known (RFC 9112, section 6.3).
            return new BodyLength(request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? null : 0L, false);
        }
        return length.length() > DIGITS_OF_A_LONG || !length.chars().allMatch(Character::isDigit)
                ? new BodyLength(null, true)
                : new BodyLength(Long.valueOf(length), false);
    }
}
