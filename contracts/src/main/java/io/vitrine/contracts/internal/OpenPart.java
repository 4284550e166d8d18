package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user goes on with a resumable upload. {@code POST /internal/v1/images/{id}/resumables/{upload}/parts}, caller's own token in {@code
 * X-Auth-Token}; the answer is an {@link UploadGrant}. The header values are passed on as they came: image-api judges them.
 *
 * @param holder id of the gateway process that will hold the lease
 * @param tusResumable {@code Tus-Resumable} as sent
 * @param contentType {@code Content-Type} as sent
 * @param offset {@code Upload-Offset} as sent
 * @param checksum {@code Upload-Checksum} as sent
 * @param contentLength {@code Content-Length} in bytes, null when chunked
 */
@WireRecord
public record OpenPart(
        String holder,
        @Nullable String tusResumable,
        @Nullable String contentType,
        @Nullable String offset,
        @Nullable String checksum,
        @Nullable Long contentLength) {}
