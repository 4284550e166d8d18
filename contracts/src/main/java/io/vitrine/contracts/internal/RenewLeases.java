package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;

/** All leases of one process at once. {@code POST /internal/v1/leases/renew}. */
@WireRecord
public record RenewLeases(String holder, List<LeaseRef> uploads, List<LeaseRef> jobs) {
    public RenewLeases {
        uploads = List.copyOf(uploads);
        jobs = List.copyOf(jobs);
    }
}
