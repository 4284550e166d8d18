package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What bytes in a store should be. {@code POST /internal/v1/stores/{store}/verify} on store-gateway reads all of them; the answer is a
 * {@link BlobVerdict}, with white space before it while the reading goes on.
 *
 * @param checksum MD5 in hex; null like every digest that nobody knows
 * @param bytesPerSecond no faster than this; null for as fast as the store gives them
 */
@WireRecord
public record BlobCheck(
        String url,
        long size,
        @Nullable Long crc32c,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        @Nullable Long bytesPerSecond) {}
