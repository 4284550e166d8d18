package io.vitrine.imageapi.importing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How the tokens of those who ask for a {@code glance-download} are kept until a worker takes the import. */
@ConfigMapping(prefix = "images.import")
interface TokenConfig {
    /** Key, 32 bytes in base64; the same for all replicas. */
    Optional<String> tokenKey();

    /** File with the key instead. */
    Optional<Path> tokenKeyFile();
}
