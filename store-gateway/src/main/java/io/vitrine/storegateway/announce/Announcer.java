package io.vitrine.storegateway.announce;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces this gateway at start and from then on at regular times, sooner while nobody hears it. image-api may be away for as long as it
 * likes: the log says once that it does not answer, and once that it does again.
 */
@Singleton
public final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration SOONER = Duration.ofSeconds(1);
    /** Longer than image-api's own time-out, which ends the call in an orderly way. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String nodeId;
    private final Announcements announcements;
    private final ImageApi imageApi;
    private final Duration every;
    private final Thread loop = Thread.ofVirtual().name("announcer").unstarted(this::run);
    private volatile boolean announcedOnce;
    private boolean unheard;

    @Inject
    Announcer(NodeConfig node, AnnounceConfig config, Announcements announcements, ImageApi imageApi) {
        this.nodeId = node.id().orElseGet(() -> UUID.randomUUID().toString());
        if (!nodeId.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "The setting 'images.node.id' must be 1 to 64 letters, digits, '.', '_' or '-'.");
        }
        this.announcements = announcements;
        this.imageApi = imageApi;
        this.every = config.every();
    }

    /** Whether image-api has heard of this process at least once. */
    public boolean announcedOnce() {
        return announcedOnce;
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(announce() ? every : SOONER);
            }
        } catch (InterruptedException e) {
            // The process ends; nobody waits for this thread.
            Thread.currentThread().interrupt();
        }
    }

    private boolean announce() throws InterruptedException {
        try {
            imageApi.announce(nodeId, announcements.current(), Caller.service("req-" + UUID.randomUUID()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            heard();
            return true;
        } catch (ExecutionException e) {
            unheard(e.getCause());
        } catch (TimeoutException | RuntimeException e) {
            unheard(e);
        }
        return false;
    }

    private void heard() {
        if (unheard || !announcedOnce) {
            LOG.atInfo().addKeyValue("node", nodeId).log("The image service knows this gateway and its stores");
        }
        unheard = false;
        announcedOnce = true;
    }

    private void unheard(@Nullable Throwable cause) {
        if (!unheard) {
            LOG.atWarn()
                    .addKeyValue("node", nodeId)
                    .addKeyValue("reason", String.valueOf(cause))
                    .log("The image service does not take this gateway's announcement; trying again until it does");
        }
        unheard = true;
    }
}
