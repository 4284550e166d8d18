package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What store-gateway found at a given location. Digests are there when they were asked for.
 *
 * @param store the store that the URL is in
 * @param size more than 0
 * @param checksum MD5 in hex
 */
@WireRecord
public record LocationFacts(
        String store,
        long size,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        @Nullable Long crc32c) {}
