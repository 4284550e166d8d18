package io.vitrine.importworker.fetch;

import java.time.Duration;

/**
 * How long an outgoing request may take, phase by phase (spec: security, section 3.7), and how a source that breaks off is asked again.
 *
 * @param connect for one address, TLS included
 * @param firstByte from the request to the head of the answer
 * @param idle without a single byte of the body
 * @param slowest bytes per second that a source must reach over {@code rateWindow}
 * @param total for everything, redirects and waits included
 * @param openings how often a source is asked before its first answer
 * @param pause before the second question; it doubles with each further one
 * @param outage a source that brings nothing new for so long, however often it is asked, is given up; below what store-gateway waits for bytes
 */
public record FetchLimits(
        Duration connect,
        Duration firstByte,
        Duration idle,
        long slowest,
        Duration rateWindow,
        Duration total,
        int openings,
        Duration pause,
        Duration outage) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    public static FetchLimits within(Duration total) {
        return new FetchLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                16 * 1024,
                Duration.ofMinutes(5),
                total,
                3,
                Duration.ofSeconds(1),
                Duration.ofMinutes(4));
    }

    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
