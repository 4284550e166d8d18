package io.vitrine.storegateway.download;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.badcopy.BadCopies;
import io.vitrine.storegateway.cache.ImageCache;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the first copy of a blob that can be read: the one in the cache, then those in stores in the order image-api gave. */
@ApplicationScoped
class Copies {
    /**
     * @param location as image-api gave it; null for the one in the cache
     * @param next where to go on when this copy fails after all
     */
    record Copy(BlobContent content, String store, DownloadGrant.@Nullable Location location, int next) {
        /** Of the whole blob, null when unknown. */
        @Nullable
        Long crc32c() {
            return location == null ? null : location.crc32c();
        }

        boolean isCached() {
            return location == null;
        }
    }

    /** Where to begin: with the cache, before all locations. */
    static final int CACHE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    private final Vertx vertx;
    private final StoreRegistry stores;
    private final ImageCache cache;
    private final BadCopies badCopies;

    Copies(Vertx vertx, StoreRegistry stores, ImageCache cache, BadCopies badCopies) {
        this.vertx = vertx;
        this.stores = stores;
        this.cache = cache;
        this.badCopies = badCopies;
    }

    /** Opens the first readable copy at or after {@code from}. Fails with the problem to tell when there is none. */
    Future<Copy> open(Answer answer, int from, Caller service) {
        CompletableFuture<Copy> opened = new CompletableFuture<>();
        Thread.ofVirtual().name("open").start(() -> {
            try {
                opened.complete(first(answer, from, service));
            } catch (RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        return Future.fromCompletionStage(opened, vertx.getOrCreateContext());
    }

    private Copy first(Answer answer, int from, Caller service) {
        if (from == CACHE) {
            Optional<BlobContent> cached = cache.find(answer.grant(), answer.offset(), answer.length());
            if (cached.isPresent()) {
                return new Copy(cached.get(), "the cache", null, 0);
            }
        }
        boolean lost = from <= 0;
        List<DownloadGrant.Location> locations = answer.grant().locations();
        for (int i = Math.max(0, from); i < locations.size(); i++) {
            DownloadGrant.Location location = locations.get(i);
            Store store = stores.byId(location.store()).orElse(null);
            if (store == null) {
                warn(answer, location.store(), "not configured here");
                lost = false;
                continue;
            }
            try {
                BlobContent content = store.source().open(at(location), answer.offset(), answer.length());
                content = cache.opened(answer.grant(), answer.range() == null, content);
                return new Copy(content, store.id(), location, i + 1);
            } catch (StoreException e) {
                warn(answer, location.store(), e.kind() + ": " + e.getMessage());
                lost &= e.kind() == StoreException.Kind.NOT_FOUND;
                if (e.kind() == StoreException.Kind.BROKEN) {
                    lookAtSize(answer.grant(), location, store, service);
                }
            } catch (RuntimeException e) {
                // A row that no store can make sense of, such as a broken URL, says nothing about the other copies.
                warn(answer, location.store(), e.toString());
                lost = false;
            }
        }
        if (lost) {
            // An active image without its bytes: somebody must look, and a client must not take it for an empty one.
            LOG.atError().addKeyValue("imageId", answer.grant().imageId()).log("No copy of the image's data exists");
        }
        throw new ProblemException(ProblemType.UNAVAILABLE.with("The data cannot be read just now."));
    }

    private void lookAtSize(DownloadGrant grant, DownloadGrant.Location location, Store store, Caller service) {
        long size = Objects.requireNonNull(grant.size());
        if (BadCopies.isOfAnotherSize(store.source(), at(location), size)) {
            badCopies.report(grant.imageId(), location, BadCopies.SIZE, service);
        }
    }

    private static BlobLocation at(DownloadGrant.Location location) {
        return new BlobLocation(URI.create(location.url()));
    }

    static void warn(Answer answer, String store, String why) {
        LOG.atWarn()
                .addKeyValue("imageId", answer.grant().imageId())
                .addKeyValue("store", store)
                .addKeyValue("cause", why)
                .log("A copy cannot be read; trying the next");
    }
}
