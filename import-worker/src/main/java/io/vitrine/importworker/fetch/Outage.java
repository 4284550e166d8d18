package io.vitrine.importworker.fetch;

import java.time.Duration;

/** How long a source has brought nothing to speak of, however often it was asked. Not for several threads. */
final class Outage {
    /** After so many new bytes it counts as working again. */
    private static final long PROGRESS = 1 << 20;

    private final FetchLimits limits;
    private long since;
    private long lostNanos;
    private Duration pause;

    Outage(FetchLimits limits) {
        this.limits = limits;
        this.pause = limits.pause();
    }

    /** It broke off after so many bytes. */
    void at(long offset) {
        if (offset - since >= PROGRESS) {
            since = offset;
            lostNanos = 0;
            pause = limits.pause();
        }
    }

    void lost(long nanos) {
        lostNanos += nanos;
    }

    boolean isOver() {
        return lostNanos > limits.outage().toNanos();
    }

    /** Before the next question; each one is longer than the one before. */
    void rest() throws InterruptedException {
        Thread.sleep(pause);
        pause = FetchLimits.longer(pause);
    }
}
