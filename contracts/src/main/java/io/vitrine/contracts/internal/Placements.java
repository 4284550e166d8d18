package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;

/**
 * What became of an import's bytes, store by store: answer of store-gateway to {@code PUT /internal/v1/jobs/{task}/stores/{store},{store}/data}
 * and {@code POST …/copy}. 201 when a store has them, 200 when none has; a single store that has not answers with its {@link Problem}.
 *
 * @param missed stores that failed. When all were wanted, those that were left out because of them are in neither list
 */
@WireRecord
public record Placements(List<Placement> placed, List<Missed> missed) {
    public Placements {
        placed = List.copyOf(placed);
        missed = List.copyOf(missed);
    }

    @WireRecord
    public record Missed(String store, Problem problem) {}
}
