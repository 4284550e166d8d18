package io.vitrine.keycleanup.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What happens to the encryption keys of deleted images. */
@ConfigMapping(prefix = "images.keys")
public interface KeysConfig {
    /** The key manager in use; {@code none} leaves every key where it is and reports {@code skipped/no-manager}. */
    @WithDefault("none")
    Manager manager();

    /** True: say in the log what would be deleted, delete nothing and report {@code skipped/dry-run}. */
    @WithDefault("false")
    boolean dryRun();

    /** The key managers that can be chosen. */
    enum Manager {
        NONE,
        BARBICAN
    }
}
