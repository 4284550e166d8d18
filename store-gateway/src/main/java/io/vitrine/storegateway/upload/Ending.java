package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.Problem;
import java.util.List;

/**
 * How a transfer ended, store by store.
 *
 * @param missed stores that failed; those that were only left out because another failed are not among them
 */
public record Ending(List<Stored> stored, List<Missed> missed) {
    public Ending {
        stored = List.copyOf(stored);
        missed = List.copyOf(missed);
        if (stored.isEmpty() && missed.isEmpty()) {
            throw new IllegalArgumentException("a transfer without bytes has a reason");
        }
    }

    /** Why there are no bytes anywhere. */
    public Problem problem() {
        return missed.getFirst().problem();
    }
}
