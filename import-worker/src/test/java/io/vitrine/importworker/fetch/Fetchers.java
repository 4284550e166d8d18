package io.vitrine.importworker.fetch;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Fetchers for the tests of other folders. */
public final class Fetchers {
    private Fetchers() {}

    /** May ask 127.0.0.1 at this port; a second without a byte is a hang. */
    public static Fetcher loopback(Vertx vertx, int port) {
        var second = Duration.ofSeconds(1);
        var limits = new FetchLimits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                second,
                64,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(20),
                Duration.ofSeconds(5));
        return Fetcher.configured(
                vertx,
                FilterConfigs.with("allowed-ports", "" + port, "allow-cidrs", "127.0.0.1/32"),
                FilterConfigs.proxy(),
                limits);
    }
}
