package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * What the bytes of a job's location add up to. {@code POST /internal/v1/jobs/{task}/location/digests}; idempotent; 400 when they are not what
 * the user said.
 *
 * @param generation the job's, from its claim: the fence
 * @param checksum MD5 in hex
 */
@WireRecord
public record LocationDigests(long generation, String checksum, String osHashAlgo, String osHashValue, long crc32c) {}
