package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;

/** Answer to {@link RenewLeases}: the ids that are no longer the caller's; it must stop them at once. */
@WireRecord
public record RenewedLeases(List<UUID> lost) {
    public RenewedLeases {
        lost = List.copyOf(lost);
    }
}
