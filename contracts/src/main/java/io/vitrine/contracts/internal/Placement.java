package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that an import placed into one store: answer of store-gateway to {@code PUT /internal/v1/jobs/{task}/stores/{store}/data}, after the
 * commit. The request carries the bytes and the job's fence in {@value #GENERATION_HEADER}. Also the answer to {@code POST /internal/v1/jobs/{task}/location}, whose digests are null when nobody wanted them.
 */
@WireRecord
public record Placement(
        String store,
        long size,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue) {
    /** Request header: the job's generation. */
    public static final String GENERATION_HEADER = "X-Vitrine-Generation";
}
