package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * The right to write the next part of a resumable upload: answer to {@link OpenPart}. Fewer bytes than granted may come; what is committed
 * is kept.
 *
 * @param write {@code hashAlgorithm} is the one of the sender's checksum, where it sent one
 * @param expirySeconds so long the upload waits for the request after this one
 */
@WireRecord
public record PartGrant(UploadGrant write, long expirySeconds) {}
