package io.vitrine.storegateway.store.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What all stores of type {@code s3} share. */
@ConfigMapping(prefix = "images.s3")
public interface S3Config {
    /** Buffers of 16 MiB that parts of uploads wait in, for all uploads together. */
    @WithDefault("4")
    int partBuffers();

    /**
     * Where parts wait that find no buffer, and those larger than one; the system's directory for temporary files unless set. An upload
     * needs two parts of room there: 32 MiB, and up to 2 GiB for one of terabytes.
     */
    Optional<Path> scratchDir();
}
