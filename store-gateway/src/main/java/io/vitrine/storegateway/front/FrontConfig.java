package io.vitrine.storegateway.front;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The front door: its patience with those who call for metadata, and what may stand in front of it. */
@ConfigMapping(prefix = "images.front")
public interface FrontConfig {
    /** How long the body of a metadata call may take to arrive, and how long its caller may leave the answer unread. */
    @WithDefault("30S")
    Duration timeout();

    /**
     * Addresses and networks ({@code 10.1.2.3}, {@code 10.1.0.0/16}, {@code fd00::/8}) of the proxies in front of this service. Only they are
     * believed when they say for whom they call, by {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port} and
     * {@code -Prefix}. Nobody when not set.
     */
    Optional<List<String>> trustedProxies();
}
