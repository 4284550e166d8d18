package io.vitrine.storegateway.blob;

/**
 * What a blob's bytes add up to, computed in the one pass that stored them.
 *
 * @param md5 in hex
 * @param hashAlgorithm as {@code os_hash_algo} names it
 * @param hash in hex
 */
public record BlobDigests(long size, String md5, String hashAlgorithm, String hash, long crc32c) {}
