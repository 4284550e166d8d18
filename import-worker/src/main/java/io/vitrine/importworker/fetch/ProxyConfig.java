package io.vitrine.importworker.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The way out of a site that has only one. Environment variables such as {@code https_proxy} are not looked at. */
@ConfigMapping(prefix = "images.import.proxy")
public interface ProxyConfig {
    /** Host of an HTTP proxy; without it sources are connected to directly. */
    Optional<String> host();

    /** Its port. */
    @WithDefault("3128")
    int port();

    /** Name that the proxy asks for. */
    Optional<String> username();

    /** Password that the proxy asks for. */
    Optional<String> password();

    /**
     * Whether {@code http} sources may be asked for, too. The proxy looks their names up itself, so it has to refuse addresses of the inside
     * by its own rules. To {@code https} sources it makes a tunnel, to the address that was checked here.
     */
    @WithDefault("false")
    boolean plainHttp();
}
