package io.vitrine.keycleanup.barbican;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How to reach Barbican. */
@ConfigMapping(prefix = "images.keys.barbican")
public interface BarbicanConfig {
    /** Base URL such as {@code https://key-manager:9311}, without {@code /v1}. The only host that is ever asked. */
    Optional<URI> endpoint();

    /** Microversion sent in {@code OpenStack-API-Version}. From 1.2 on Barbican refuses to delete a secret that has consumers. */
    @WithDefault("1.1")
    String apiVersion();

    /** PEM file with the certificates to trust instead of the Java runtime's. */
    Optional<Path> ca();

    /** In whose name a delete acts. */
    Auth auth();

    /** In whose name a delete acts. */
    interface Auth {
        /** {@code image-project}: in the project that owned the image, so that Barbican itself refuses the keys of others. */
        @WithDefault("image-project")
        Scope scope();
    }

    /** In whose name a delete acts. */
    enum Scope {
        IMAGE_PROJECT,
        FIXED
    }
}
