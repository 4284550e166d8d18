package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * An error between our services (RFC 9457, {@code application/problem+json}).
 *
 * @param type slug such as {@code urn:vitrine:problem:stale}
 * @param title HTTP reason phrase, as the front door shows it to a user
 * @param detail one sentence that may be shown to a user
 * @param retryAfterSeconds how long to wait before trying again, when that helps
 */
@WireRecord
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable Long retryAfterSeconds) {
    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Type of a gateway's answer that it does not serve the store which the call is about: another gateway may. */
    public static final String UNKNOWN_STORE = "urn:vitrine:problem:unknown-store";
}
