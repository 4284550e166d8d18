package io.vitrine.storegateway.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Where bytes wait for their import (spec: imports, section 8). Without a place, nothing can be staged here. */
@ConfigMapping(prefix = "images.import.staging")
public interface StagingConfig {
    /** A directory, made when it is missing; all replicas must share it. */
    Optional<Path> dir();

    /** Instead of a directory: the id of a configured store, which keeps staged bytes beside its images. */
    Optional<String> store();

    /** Most bytes that the directory may hold; without it, as many as there is room for. */
    OptionalLong maxBytes();

    /** Percent of the directory's file system that staging leaves free. */
    @WithDefault("5")
    int reserve();
}
