package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * The given location is in a store and has bytes. {@code POST /internal/v1/jobs/{task}/location/found}; idempotent. The answer is a {@link
 * LocationOrder}; 400 or 413 with a sentence for the user when the image cannot have it.
 *
 * @param generation the job's, from its claim: the fence
 */
@WireRecord
public record LocationFound(long generation, String store, long size) {}
