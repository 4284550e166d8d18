package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one image's bytes into one store: a {@code pending} location exists. It lasts as long as its lease is renewed, and
 * ends in commit or abort.
 *
 * @param generation fence of this write, part of every later call
 * @param objectName name to write under, never used before
 * @param hashAlgorithm {@code os_hash_algo} to compute beside MD5, such as {@code sha512}
 * @param grantedBytes how many bytes may be written before {@code extend}
 * @param expectedBytes exact size announced by the sender, null when unknown
 * @param diskFormat what the bytes must be; null when nothing is to be checked, because their copies were, or because they are staged
 * @param containerFormat what they are packed in; only what is {@code bare} is looked into
 * @param maxVirtualBytes a disk that they describe may not be larger
 * @param leaseSeconds the lease is lost when not renewed for so long
 */
@WireRecord
public record UploadGrant(
        UUID uploadId,
        UUID imageId,
        long generation,
        String store,
        String objectName,
        String hashAlgorithm,
        long grantedBytes,
        @Nullable Long expectedBytes,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        long maxVirtualBytes,
        long leaseSeconds) {}
