package io.vitrine.storegateway.cache;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vitrine.contracts.internal.CacheCheck;
import io.vitrine.contracts.internal.CacheGone;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the cache at regular times. A refused download does not tell a deleted image from one that its reader may not see, and the
 * command that removes the bytes reaches one gateway alone: so each asks which of its images are no more.
 */
@Singleton
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration VERIFIED_FOR = Duration.ofDays(1);
    private static final long ANSWER_SECONDS = 60;

    private final ImageCache cache;
    private final ImageApi imageApi;
    private final CacheConfig config;
    private final Thread loop = Thread.ofVirtual().name("cache-upkeep").unstarted(this::run);

    @Inject
    Upkeep(ImageCache cache, ImageApi imageApi, CacheConfig config) {
        this.cache = cache;
        this.imageApi = imageApi;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        if (cache.isOn()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.interrupt();
    }

    private void run() {
        Cache copies = cache.copies().orElseThrow();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(config.checkEvery());
                look(copies);
            }
        } catch (InterruptedException e) {
            // The process ends.
            Thread.currentThread().interrupt();
        }
    }

    private void look(Cache copies) throws InterruptedException {
        try {
            copies.giveUpStalled(config.stallTime());
            copies.prune();
            forgetDeleted(copies, cache.waiting().orElseThrow());
            Verification.next(copies, System.currentTimeMillis() - VERIFIED_FOR.toMillis());
            copies.saveCounters();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Looking after the cache failed; trying again");
        }
    }

    private void forgetDeleted(Cache copies, WaitingImages waiting) throws InterruptedException {
        Set<UUID> all = new LinkedHashSet<>(copies.images());
        all.addAll(waiting.all());
        List<UUID> images = List.copyOf(all);
        for (int from = 0; from < images.size(); from += CacheCheck.MOST) {
            List<UUID> some = images.subList(from, Math.min(images.size(), from + CacheCheck.MOST));
            for (UUID gone : ask(some).images()) {
                copies.drop(gone);
                waiting.remove(gone);
            }
        }
    }

    private CacheGone ask(List<UUID> images) throws InterruptedException {
        try {
            return imageApi.checkCache(new CacheCheck(images), Caller.service("req-" + UUID.randomUUID()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atInfo()
                    .addKeyValue("cause", String.valueOf(e.getCause()))
                    .log("Cannot ask which cached images are no more; asking again later");
            return new CacheGone(List.of());
        }
    }
}
