package io.vitrine.storegateway.blob;

import io.vitrine.storegateway.inspect.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a blob's bytes add up to, computed in the one pass that stored them.
 *
 * @param md5 in hex
 * @param hashAlgorithm as {@code os_hash_algo} names it
 * @param hash in hex
 * @param content what they were found to be, null when nobody asked
 */
public record BlobDigests(
        long size, String md5, String hashAlgorithm, String hash, long crc32c, Verdict.@Nullable Accepted content) {}
