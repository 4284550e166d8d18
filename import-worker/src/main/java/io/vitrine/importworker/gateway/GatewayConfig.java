package io.vitrine.importworker.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the bytes go. */
@ConfigMapping(prefix = "images.gateway")
public interface GatewayConfig {
    /** Base URL of store-gateway's internal interface. */
    @WithDefault("http://127.0.0.1:9293")
    URI url();
}
