package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/** Answer to {@link ExtendUpload}: the new total that may be written. */
@WireRecord
public record ExtendedGrant(long grantedBytes) {}
