package io.vitrine.contracts.command;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code key.delete.v1}: delete the encryption key of an image whose bytes are all gone (spec: keys, section 4).
 *
 * @param keyId the key manager's id: a UUID and nothing else
 * @param projectId project that owned the image, in which the delete acts; null for an image without owner
 * @param requestedBy user who deleted the image
 * @param keySetBy user who wrote the key id into the image; null when unknown
 * @param attempt counts from 1
 */
@WireRecord
public record KeyDelete(
        UUID imageId,
        UUID keyId,
        @Nullable String projectId,
        @Nullable String requestedBy,
        @Nullable String keySetBy,
        int attempt) {}
