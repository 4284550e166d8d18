package io.vitrine.importworker.fetch;

import java.time.Duration;

/**
 * How long an outgoing request may take, phase by phase (spec: security, section 3.7).
 *
 * @param connect for one address, TLS included
 * @param firstByte from the request to the head of the answer
 * @param idle without a single byte of the body
 * @param slowest bytes per second that a source must reach over {@code rateWindow}
 * @param total for everything, redirects included
 */
public record FetchLimits(
        Duration connect, Duration firstByte, Duration idle, long slowest, Duration rateWindow, Duration total) {
    public static FetchLimits within(Duration total) {
        return new FetchLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                16 * 1024,
                Duration.ofMinutes(5),
                total);
    }
}
