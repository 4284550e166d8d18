package io.vitrine.keycleanup.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** What happens to the encryption keys of deleted images. */
@ConfigMapping(prefix = "images.keys")
public interface KeysConfig {
    /** The key manager in use; {@code none} leaves every key where it is and reports {@code skipped/no-manager}. */
    @WithDefault("none")
    Manager manager();

    /** True: say in the log what would be deleted, delete nothing and report {@code skipped/dry-run}. */
    @WithDefault("false")
    boolean dryRun();

    /** True: a secret that anybody but the image registered to use is kept, and the image's own registration is taken back. */
    @WithDefault("false")
    boolean consumers();

    /** True: a secret goes only when the user who wrote its id into the image made it, or one of the trusted creators. */
    @WithDefault("false")
    boolean requireCreator();

    /** Users, as the key manager knows them, whose secrets may go with any image: the volume service's, say. */
    Optional<Set<String>> trustedCreators();

    /** The key managers that can be chosen. */
    enum Manager {
        NONE,
        BARBICAN
    }
}
