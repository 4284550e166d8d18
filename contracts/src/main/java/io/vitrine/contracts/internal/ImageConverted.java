package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * A worker has converted the bytes of its import, and will place the result. {@code POST /internal/v1/jobs/{task}/converted}; idempotent. 409
 * ({@code stale}): somebody else holds the job. What it changes is taken back when the import fails or is run again.
 *
 * @param generation the job's, from its claim: the fence
 * @param diskFormat what the result is; no other than the one that was ordered
 */
@WireRecord
public record ImageConverted(long generation, String diskFormat) {}
