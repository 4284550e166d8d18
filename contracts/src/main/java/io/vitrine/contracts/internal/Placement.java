package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that an import placed into one store: part of {@link Placements}. The request for it carries the job's fence in {@value
 * #GENERATION_HEADER}. Also the answer to {@code POST /internal/v1/jobs/{task}/location}, whose digests are null when nobody wanted them.
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

    /** Request header: {@code false} when bytes are wanted in as many stores as possible; else in all or in none. */
    public static final String ALL_STORES_HEADER = "X-Vitrine-All-Stores";

    /** Request header: the phase of the import that this is, as in {@link JobProgress}; absent: {@value JobProgress#DOWNLOADING}. */
    public static final String PHASE_HEADER = "X-Vitrine-Phase";

    /** The reserved store of bytes that are kept for an import. A job that converts places what it fetched here first. */
    public static final String STAGING_STORE = "os_glance_staging_store";
}
