package io.vitrine.importworker.fetch;

import java.time.Duration;

/** How fast a source sends. Only time in which we waited for it counts. Not for several threads. */
final class SourcePace {
    private final FetchLimits limits;
    private long windowNanos;
    private long windowBytes;

    SourcePace(FetchLimits limits) {
        this.limits = limits;
    }

    void waited(long nanos) {
        windowNanos += nanos;
    }

    void received(int bytes) {
        windowBytes += bytes;
    }

    /** Whether the window that has just passed was too slow; asked after everything that may take time. */
    boolean tooSlow() {
        Duration window = Duration.ofNanos(windowNanos);
        if (window.compareTo(limits.rateWindow()) < 0) {
            return false;
        }
        boolean slow = windowBytes < limits.slowest() * window.toMillis() / 1000;
        windowNanos = 0;
        windowBytes = 0;
        return slow;
    }
}
