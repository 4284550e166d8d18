package io.vitrine.storegateway.upload;

import io.vitrine.storegateway.blob.BlobDigests;

/** Bytes that are in a store and committed. */
public record Stored(String store, BlobDigests digests) {}
