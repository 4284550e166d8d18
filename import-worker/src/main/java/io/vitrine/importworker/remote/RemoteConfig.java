package io.vitrine.importworker.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Image services that users may take images from. */
@ConfigMapping(prefix = "images.import.remote")
public interface RemoteConfig {
    /** By the name that users give as {@code glance_region}. */
    @WithParentName
    Map<String, Region> regions();

    /** One of them. */
    interface Region {
        /** Base URL without version, such as {@code https://images.east.example.org:9292}; {@code http} for this machine alone. */
        Optional<URI> endpoint();
    }
}
