package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * An import wants to write bytes into one store. {@code POST /internal/v1/jobs/{task}/uploads}, asked by store-gateway for import-worker.
 *
 * @param holder id of the gateway process that will hold the lease of this write
 * @param generation the job's, from its claim: the fence
 * @param size bytes, null when unknown
 */
@WireRecord
public record OpenPlacement(
        String holder,
        long generation,
        String store,
        @Nullable Long size) {}
