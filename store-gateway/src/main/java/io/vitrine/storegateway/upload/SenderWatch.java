package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;

/**
 * Judges a sender by what it brings: silence, or a trickle that only keeps the connection busy. Time in which we did not read from it
 * does not count. Not for several threads.
 */
final class SenderWatch {
    /** A look that comes later than this was late by our own fault: the process stood still, and what came meanwhile is not read yet. */
    static final long LONGEST_LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long TRICKLE_NANOS = Duration.ofMinutes(5).toNanos();
    private static final long TRICKLE_BYTES = 1_024 * Duration.ofMinutes(5).toSeconds();

    private final long idleNanos;
    private long now;
    private long silentNanos;
    private long windowNanos;
    private long windowBytes;

    SenderWatch(Duration idleTimeout, long now) {
        this.idleNanos = idleTimeout.toNanos();
        this.now = now;
    }

    void received(int bytes) {
        silentNanos = 0;
        windowBytes += bytes;
    }

    /** @param listening whether bytes could have come in since the last look */
    Optional<Problem> look(long at, boolean listening) {
        long passed = Math.min(at - now, LONGEST_LOOK_NANOS);
        now = at;
        if (!listening) {
            return Optional.empty();
        }
        silentNanos += passed;
        windowNanos += passed;
        if (silentNanos >= idleNanos) {
            return Optional.of(ProblemType.TIMED_OUT.with("No data came for %d seconds."
                    .formatted(Duration.ofNanos(idleNanos).toSeconds())));
        }
        if (windowNanos >= TRICKLE_NANOS) {
            // Nothing at all is silence, which may last longer than a trickle.
            if (windowBytes > 0 && windowBytes < TRICKLE_BYTES) {
                return Optional.of(ProblemType.TIMED_OUT.with("The data comes too slowly."));
            }
            windowNanos = 0;
            windowBytes = 0;
        }
        return Optional.empty();
    }
}
