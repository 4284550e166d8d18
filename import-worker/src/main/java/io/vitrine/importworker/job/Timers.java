package io.vitrine.importworker.job;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats something on a thread of its own, so that a slow repetition delays nobody else. */
final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> repetition;

    private Timers(Duration period, String name, Repeated what) {
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        repetition = thread.scheduleAtFixedRate(
                () -> once(name, what), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What may be repeated. */
    interface Repeated {
        void run() throws InterruptedException;
    }

    static Timers every(Duration period, String name, Repeated what) {
        return new Timers(period, name, what);
    }

    /** An exception would end the repetition for good, and with it every lease. */
    private static void once(String name, Repeated what) {
        try {
            what.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A defect in " + name, e);
        }
    }

    @Override
    public void close() {
        repetition.cancel(true);
        thread.shutdownNow();
    }
}
