package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user wants to write an image's bytes. {@code POST /internal/v1/images/{id}/uploads}, caller's own token in {@code X-Auth-Token}.
 * The header values are passed on as they came: image-api judges them, in the order of spec images section 0.3.
 *
 * @param holder id of the gateway process that will hold the lease
 * @param contentType {@code Content-Type} as sent
 * @param store {@code X-Image-Meta-Store} as sent
 * @param declaredSize {@code x-openstack-image-size} as sent
 * @param contentLength {@code Content-Length} in bytes, null when chunked
 */
@WireRecord
public record OpenUpload(
        String holder,
        @Nullable String contentType,
        @Nullable String store,
        @Nullable String declaredSize,
        @Nullable Long contentLength) {}
