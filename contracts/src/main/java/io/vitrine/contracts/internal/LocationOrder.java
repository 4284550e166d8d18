package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done for a given location.
 *
 * @param hashAlgorithm read the bytes and report their digests, this one and MD5; null: nothing
 */
@WireRecord
public record LocationOrder(@Nullable String hashAlgorithm) {}
