package io.vitrine.storegateway.cache;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off the queue, one image after the other: at once when somebody asks for one, and after a restart where the last process stopped. */
@Singleton
final class Prefetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Prefetcher.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 5;

    private final ImageCache cache;
    private final Prefetch prefetch;
    private final Semaphore asked = new Semaphore(0);
    private final Map<UUID, Integer> failures = new HashMap<>();
    private final Thread loop = Thread.ofVirtual().name("prefetcher").unstarted(this::run);

    @Inject
    Prefetcher(ImageCache cache, Prefetch prefetch) {
        this.cache = cache;
        this.prefetch = prefetch;
    }

    void start(@Observes StartupEvent started) {
        if (cache.isOn()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.interrupt();
    }

    /** Somebody asks for an image. */
    void wake() {
        asked.release();
    }

    private void run() {
        Cache copies = cache.copies().orElseThrow();
        WaitingImages waiting = cache.waiting().orElseThrow();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                UUID next = waiting.first().orElse(null);
                if (next == null) {
                    pause(IDLE);
                } else if (!fetch(next, copies, waiting)) {
                    pause(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            // The process ends; what is queued stays so.
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration most) throws InterruptedException {
        if (asked.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            asked.drainPermits();
        }
    }

    /** Whether the next one may follow at once. */
    private boolean fetch(UUID image, Cache copies, WaitingImages waiting) throws InterruptedException {
        Prefetch.Outcome outcome;
        try {
            outcome = prefetch.fetch(image, copies);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("imageId", image).setCause(e).log("Fetching into the cache failed");
            outcome = Prefetch.Outcome.FAILED;
        }
        switch (outcome) {
            case OVER -> over(image, waiting);
            case LATER -> waiting.last(image);
            case FAILED -> {
                waiting.last(image);
                if (failures.merge(image, 1, Integer::sum) >= ATTEMPTS) {
                    LOG.atWarn().addKeyValue("imageId", image).log("No store gives this image; the cache gives it up");
                    over(image, waiting);
                }
            }
        }
        return outcome == Prefetch.Outcome.OVER;
    }

    private void over(UUID image, WaitingImages waiting) {
        failures.remove(image);
        waiting.remove(image);
    }
}
