package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.UploadGrant;
import java.util.List;

/**
 * What may be written.
 *
 * @param grants one for each store; several are of one image, and the same bytes go into all of them
 * @param refused stores that must not or cannot be written to
 */
public record Opened(List<UploadGrant> grants, List<Missed> refused) {
    public Opened {
        grants = List.copyOf(grants);
        refused = List.copyOf(refused);
    }

    public static Opened of(UploadGrant grant) {
        return new Opened(List.of(grant), List.of());
    }
}
