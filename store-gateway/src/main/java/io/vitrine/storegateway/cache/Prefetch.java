package io.vitrine.storegateway.cache;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.imageapi.ImageApiException;
import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one image that an administrator asked for, from whatever store has it, once. Blocks until that has ended. */
@Singleton
class Prefetch {
    /** What to do with the image's place in the queue. */
    enum Outcome {
        /** The copy is there, or can never be: nothing more to do. */
        OVER,
        /** The image's stores failed. */
        FAILED,
        /** Nobody failed; it is not the moment. */
        LATER
    }

    private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);
    private static final long ANSWER_SECONDS = 60;
    private static final int PIECE = 128 * 1024;

    private final ImageApi imageApi;
    private final StoreRegistry stores;

    @Inject
    Prefetch(ImageApi imageApi, StoreRegistry stores) {
        this.imageApi = imageApi;
        this.stores = stores;
    }

    Outcome fetch(UUID image, Cache cache) throws InterruptedException {
        if (cache.holds(image)) {
            return Outcome.OVER;
        }
        if (cache.isFilling(image)) {
            return Outcome.LATER;
        }
        try {
            DownloadGrant grant = imageApi.cacheSource(image, Caller.service("req-" + UUID.randomUUID()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return fetch(grant, cache);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImageApiException refused && refused.decided()) {
                return over(image, String.valueOf(refused.getMessage()));
            }
            return later(image, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return later(image, "no answer");
        }
    }

    private Outcome fetch(DownloadGrant grant, Cache cache) throws InterruptedException {
        EntryName name = EntryName.of(grant).orElse(null);
        Long size = grant.size();
        if (name == null || size == null || size == 0) {
            return over(grant.imageId(), "it has no bytes, or no hash that could verify them");
        }
        for (DownloadGrant.Location location : grant.locations()) {
            Store store = stores.byId(location.store()).orElse(null);
            if (store == null) {
                continue;
            }
            try (InputStream bytes =
                    stream(store.source().open(new BlobLocation(URI.create(location.url())), 0, size))) {
                Fill fill = cache.begin(name, size, false).orElse(null);
                if (fill == null) {
                    return over(grant.imageId(), "it does not fit into the cache, or somebody is filling it");
                }
                copy(bytes, fill);
                Fill.End end = fill.ended().get();
                if (end == Fill.End.WHOLE) {
                    LOG.atInfo()
                            .addKeyValue("imageId", grant.imageId())
                            .addKeyValue("store", store.id())
                            .log("Fetched into the cache");
                    return Outcome.OVER;
                }
                if (end == Fill.End.GIVEN_UP) {
                    return over(grant.imageId(), String.valueOf(fill.givenUp()));
                }
                // The bytes are wrong: another store may have the right ones.
            } catch (StoreException | IOException | ExecutionException | IllegalArgumentException e) {
                LOG.atWarn()
                        .addKeyValue("imageId", grant.imageId())
                        .addKeyValue("store", store.id())
                        .addKeyValue("cause", e.toString())
                        .log("A copy for the cache cannot be read; trying the next");
            }
        }
        return Outcome.FAILED;
    }

    private static void copy(InputStream bytes, Fill fill) throws IOException {
        try (TeeStream tee = new TeeStream(bytes, fill)) {
            byte[] piece = new byte[PIECE];
            long left = fill.size;
            while (left > 0 && fill.givenUp() == null) {
                int read = tee.readNBytes(piece, 0, (int) Math.min(PIECE, left));
                if (read == 0) {
                    throw new IOException("the store ended " + left + " bytes early");
                }
                left -= read;
            }
        }
    }

    private static InputStream stream(BlobContent content) throws IOException {
        return switch (content) {
            case BlobContent.ByteStream stream -> stream.stream();
            case BlobContent.FileRegion region -> Files.newInputStream(region.file());
        };
    }

    private static Outcome over(UUID image, String reason) {
        LOG.atWarn()
                .addKeyValue("imageId", image)
                .addKeyValue("reason", reason)
                .log("An image that was asked for is not fetched into the cache");
        return Outcome.OVER;
    }

    private static Outcome later(UUID image, String reason) {
        LOG.atInfo()
                .addKeyValue("imageId", image)
                .addKeyValue("reason", reason)
                .log("An image will be fetched into the cache later");
        return Outcome.LATER;
    }
}
