package io.vitrine.storegateway.inspect;

import io.vitrine.contracts.internal.UploadGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Begins inspections by the rules of this installation. */
@ApplicationScoped
public class Inspections {
    private static final String BARE = "bare";

    private final FormatRules rules;

    Inspections(FormatsConfig config) {
        this.rules = FormatRules.of(config);
    }

    /** Of the bytes that are written by that right. Empty when there is nothing to check: they are in a container, or no image's yet. */
    public Optional<Inspection> of(UploadGrant grant) {
        String diskFormat = grant.diskFormat();
        return diskFormat == null || !BARE.equals(grant.containerFormat())
                ? Optional.empty()
                : Optional.of(new Inspection(diskFormat, rules, grant.maxVirtualBytes()));
    }
}
