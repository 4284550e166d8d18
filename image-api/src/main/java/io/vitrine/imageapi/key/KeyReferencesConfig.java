package io.vitrine.imageapi.key;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The key manager, as far as image-api must know it: to recognise its references. It never calls it. */
@ConfigMapping(prefix = "images.keys.barbican")
interface KeyReferencesConfig {
    /** As key-cleanup calls it, such as {@code https://key-manager:9311}. References that begin with it are ours. */
    Optional<URI> endpoint();

    /** Further addresses that Barbican writes into its references: its {@code host_href}, such as {@code https://keys.example.org:9311}. */
    Optional<List<URI>> references();
}
