package io.vitrine.imageapi.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How long who may be silent, and how often that is looked at. */
@ConfigMapping(prefix = "images")
public interface LeaseConfig {
    /** How often work that is due is looked for. */
    @WithName("sweep.every")
    @WithDefault("10s")
    Duration every();

    /** Lease of an upload: so long may its holder be silent. */
    @WithName("upload.lease")
    @WithDefault("30s")
    Duration uploadLease();

    /** Lease of an import. */
    @WithName("import.lease")
    @WithDefault("30s")
    Duration importLease();

    default Duration longestLease() {
        return uploadLease().compareTo(importLease()) > 0 ? uploadLease() : importLease();
    }

    default Duration shortestLease() {
        return uploadLease().compareTo(importLease()) < 0 ? uploadLease() : importLease();
    }
}
