package io.vitrine.imageapi.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a command is sent again: the waits double from the first to the longest.
 *
 * @param jitter share by which a wait may be longer or shorter, so that what failed together does not return together
 */
public record Backoff(Duration initial, Duration longest, double jitter) {
    public Backoff {
        if (initial.isNegative() || initial.isZero() || longest.compareTo(initial) < 0 || jitter < 0 || jitter >= 1) {
            throw new IllegalArgumentException("waits must be positive and may only grow");
        }
    }

    /** @param attempts how often it was tried, at least once */
    public Duration after(int attempts) {
        return after(attempts, ThreadLocalRandom.current().nextDouble(-1, 1));
    }

    /** @param chance between -1 and 1 */
    Duration after(int attempts, double chance) {
        // 2^32 of the shortest wait is beyond every longest one.
        int doublings = Math.clamp(attempts - 1L, 0, 32);
        double millis = Math.min((double) initial.toMillis() * (1L << doublings), longest.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 + jitter * chance)));
    }
}
