package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a store, by the name that this system gave them or else by their URL. {@code POST /internal/v1/stores/{store}/stat} on
 * store-gateway tells whether they are there, {@code …/remove} removes them; both answer with a {@link BlobState}.
 */
@WireRecord
public record BlobRef(@Nullable String objectName, @Nullable String url) {}
