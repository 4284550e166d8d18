package io.vitrine.storegateway.announce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** This gateway among its replicas. */
@ConfigMapping(prefix = "images.node")
public interface NodeConfig {
    /** Name of this replica, of letters, digits, {@code .}, {@code _} and {@code -}; one of its own for each process when not set. */
    Optional<String> id();

    /** Base URL under which image-api and import-worker reach this gateway's internal API. */
    @WithDefault("http://127.0.0.1:${quarkus.management.port:9293}")
    URI url();
}
