package io.vitrine.keycleanup.barbican;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stops asking a key manager that does not answer. Five failures in a row open it for a minute; then one call is let through, and its
 * ending decides. Safe for use from several threads.
 */
final class CircuitBreaker {
    static final int FAILURES = 5;
    static final Duration OPEN = Duration.ofSeconds(60);

    private final Clock clock;
    private int failures;
    private Instant openUntil = Instant.MIN;

    CircuitBreaker(Clock clock) {
        this.clock = clock;
    }

    /** How long nobody should call; zero when the caller may. While half open only one caller may. */
    synchronized Duration pause() {
        if (failures < FAILURES) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        if (now.isBefore(openUntil)) {
            return Duration.between(now, openUntil);
        }
        // Half open: this caller probes, the others wait for what it learns.
        openUntil = now.plus(OPEN);
        return Duration.ZERO;
    }

    /** An answer below 500 shows a key manager that works, whatever it said. */
    synchronized void answered(int statusCode) {
        if (statusCode >= 500) {
            failed();
        } else {
            failures = 0;
        }
    }

    /** A 5xx, a time-out, a broken or refused connection. */
    synchronized void failed() {
        failures++;
        if (failures >= FAILURES) {
            openUntil = clock.instant().plus(OPEN);
        }
    }
}
