package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/** @param size bytes in the store; null when there are none */
@WireRecord
public record BlobState(@Nullable Long size) {}
