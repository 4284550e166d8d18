package io.vitrine.importworker.gateway;

import java.time.Duration;

/** Watches that the gateway takes what it is sent, and the end of the time that an import has. Confined to one context. */
final class Pace {
    /** How long a gateway may take no byte. */
    static final Duration GATEWAY_STALL = Duration.ofMinutes(2);
    /** After the last byte the gateway makes it durable and commits: minutes for a big object. */
    static final Duration GATEWAY_ANSWER = Duration.ofMinutes(15);
    /** How often to judge. */
    static final Duration TICK = Duration.ofSeconds(1);

    enum Verdict {
        FINE,
        OVERDUE,
        GATEWAY_STALLED
    }

    private final long deadline;
    private boolean waiting = true;
    private long since = System.nanoTime();

    Pace(long deadline) {
        this.deadline = deadline;
    }

    /** The gateway takes bytes: what is slow now is the source, and that watches itself. */
    void running() {
        waiting = false;
    }

    void waiting() {
        if (!waiting) {
            waiting = true;
            since = System.nanoTime();
        }
    }

    /** @param whole the source has sent everything */
    Verdict judge(boolean whole) {
        long now = System.nanoTime();
        if (now - deadline > 0) {
            return Verdict.OVERDUE;
        }
        Duration patience = whole ? GATEWAY_ANSWER : GATEWAY_STALL;
        boolean stalled = waiting && Duration.ofNanos(now - since).compareTo(patience) > 0;
        return stalled ? Verdict.GATEWAY_STALLED : Verdict.FINE;
    }
}
