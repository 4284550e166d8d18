package io.vitrine.contracts.event;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of the encryption key of a deleted image.
 *
 * @param keyId first eight characters only: key ids count as sensitive
 * @param reason machine-readable word, null when the key is deleted
 * @param requestedBy user who deleted the image
 * @param attempts how often it was tried
 */
@WireRecord
public record KeyData(
        UUID imageId,
        String keyId,
        @Nullable String projectId,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable Integer statusCode,
        int attempts) {}
