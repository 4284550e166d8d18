package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * The bytes are durable in the store. {@code POST /internal/v1/uploads/{id}/commit}; idempotent. 409 ({@code stale}) or 410 (image gone):
 * the bytes must be discarded.
 *
 * @param url where the bytes are; holds no credential
 * @param checksum MD5 in hex, null where MD5 is switched off
 * @param osHashValue hex digest by {@code osHashAlgo}
 * @param virtualSize bytes of the disk that the bytes describe, null when that is not known
 * @param inspectedFormat what the bytes were found to be, whatever {@code disk_format} says; null when they were not inspected
 * @param crc32c of the stored bytes, for scrubbing and remote reads
 */
@WireRecord
public record CommitUpload(
        long generation,
        String url,
        long size,
        @Nullable String checksum,
        String osHashAlgo,
        String osHashValue,
        long crc32c,
        @Nullable Long virtualSize,
        @Nullable String inspectedFormat) {}
