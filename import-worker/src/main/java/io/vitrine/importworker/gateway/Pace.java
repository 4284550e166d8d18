package io.vitrine.importworker.gateway;

import io.vitrine.importworker.fetch.FetchLimits;
import java.time.Duration;

/** Watches how fast a source sends. Time in which we wait for the gateway is not held against the source. Confined to one context. */
final class Pace {
    /** How long a gateway may take no byte. */
    static final Duration GATEWAY_STALL = Duration.ofMinutes(2);
    /** After the last byte the gateway makes it durable and commits: minutes for a big object. */
    static final Duration GATEWAY_ANSWER = Duration.ofMinutes(15);

    enum Verdict {
        FINE,
        IDLE,
        SLOW,
        OVERDUE,
        GATEWAY_STALLED
    }

    private final FetchLimits limits;
    private final long deadline;
    private boolean waiting = true;
    private long since = System.nanoTime();
    private long windowNanos;
    private long windowBytes;

    Pace(FetchLimits limits, long deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    /** How often to judge. */
    Duration tick() {
        Duration quarter = limits.idle().dividedBy(4);
        return quarter.compareTo(Duration.ofSeconds(1)) < 0 ? quarter : Duration.ofSeconds(1);
    }

    void running() {
        if (waiting) {
            waiting = false;
            since = System.nanoTime();
        }
    }

    void waiting() {
        if (!waiting) {
            step();
            waiting = true;
        }
    }

    void received(int bytes) {
        step();
        windowBytes += bytes;
    }

    /** @param whole the source has sent everything */
    Verdict judge(boolean whole) {
        long now = System.nanoTime();
        if (now - deadline > 0) {
            return Verdict.OVERDUE;
        }
        Duration quiet = Duration.ofNanos(now - since);
        if (waiting) {
            Duration patience = whole ? GATEWAY_ANSWER : GATEWAY_STALL;
            return quiet.compareTo(patience) > 0 ? Verdict.GATEWAY_STALLED : Verdict.FINE;
        }
        if (quiet.compareTo(limits.idle()) > 0) {
            return Verdict.IDLE;
        }
        return tooSlow() ? Verdict.SLOW : Verdict.FINE;
    }

    private boolean tooSlow() {
        Duration window = Duration.ofNanos(windowNanos);
        if (window.compareTo(limits.rateWindow()) < 0) {
            return false;
        }
        boolean slow = windowBytes < limits.slowest() * window.toMillis() / 1000;
        windowNanos = 0;
        windowBytes = 0;
        return slow;
    }

    private void step() {
        long now = System.nanoTime();
        windowNanos += now - since;
        since = now;
    }
}
