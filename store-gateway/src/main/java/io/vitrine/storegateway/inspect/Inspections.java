package io.vitrine.storegateway.inspect;

import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.contracts.internal.UploadGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return of(grant.diskFormat(), grant.containerFormat(), grant.maxVirtualBytes());
    }

    /** As {@link #of(UploadGrant)}, of bytes that are staged. */
    public Optional<Inspection> of(StagedSource staged) {
        return of(staged.diskFormat(), staged.containerFormat(), staged.maxVirtualBytes());
    }

    private Optional<Inspection> of(
            @Nullable String diskFormat, @Nullable String containerFormat, long maxVirtualBytes) {
        return diskFormat == null || !BARE.equals(containerFormat)
                ? Optional.empty()
                : Optional.of(new Inspection(diskFormat, rules, maxVirtualBytes));
    }
}
