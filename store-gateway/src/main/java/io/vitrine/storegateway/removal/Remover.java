package io.vitrine.storegateway.removal;

import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.contracts.command.StoreDeleteDone.Outcome;
import io.vitrine.storegateway.store.ActiveWrites;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.ObjectName;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one delete, once. {@code GONE} is a promise: nothing of the object is in the store, and nothing of it will come. {@code
 * FAILED} only for what no later attempt could do; whatever a store answers may be different tomorrow.
 */
@Singleton
public final class Remover {
    private static final Logger LOG = LoggerFactory.getLogger(Remover.class);
    /** An upload that was told to stop does so with its next block. */
    private static final long WRITE_ENDS_WITHIN_SECONDS = 5;

    private final StoreRegistry registry;
    private final ActiveWrites writes;

    @Inject
    Remover(StoreRegistry registry, ActiveWrites writes) {
        this.registry = registry;
        this.writes = writes;
    }

    StoreDeleteDone remove(StoreDelete command) {
        Optional<Store> store = registry.byId(command.store());
        if (store.isEmpty()) {
            return failed(command, "No store of this id is configured.");
        }
        if (store.get().readOnly()) {
            // The bytes are somebody else's: the record goes, and nothing more is promised (spec: stores, section 6).
            LOG.atInfo()
                    .addKeyValue("imageId", command.imageId())
                    .addKeyValue("store", command.store())
                    .log("Location forgotten; its store is only read");
            return done(command, Outcome.GONE, null, null);
        }
        BlobStore blobs = store.get().blobs();
        String name = objectName(command, blobs);
        if (name == null) {
            return failed(command, "The location does not name an object of ours.");
        }
        if (!writes.bury(command.store(), name)) {
            return tryLater(command, "The object is still being written.", WRITE_ENDS_WITHIN_SECONDS);
        }
        try {
            blobs.delete(name);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NOT_FOUND) {
                return tryLater(command, String.valueOf(e.getMessage()), null);
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("imageId", command.imageId())
                    .addKeyValue("store", command.store())
                    .setCause(e)
                    .log("A store failed in a way that nobody thought of");
            return tryLater(command, "The store failed unexpectedly.", null);
        }
        LOG.atInfo()
                .addKeyValue("imageId", command.imageId())
                .addKeyValue("store", command.store())
                .addKeyValue("generation", command.generation())
                .log("Bytes removed");
        return done(command, Outcome.GONE, null, null);
    }

    /** The object's own name, or the one in a URL that is exactly where an object of that name would be. */
    private static @Nullable String objectName(StoreDelete command, BlobStore blobs) {
        String name = command.objectName();
        String url = command.url();
        if (name != null) {
            return ObjectName.isValid(name) ? name : null;
        }
        if (url == null) {
            return null;
        }
        String last = url.substring(url.lastIndexOf('/') + 1);
        URI place = parsed(url);
        return ObjectName.isValid(last) && place != null && blobs.claims(place) > 0 ? last : null;
    }

    private static @Nullable URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            LOG.atDebug().log("A location's URL is none");
            return null;
        }
    }

    private static StoreDeleteDone failed(StoreDelete command, String reason) {
        return reported(command, done(command, Outcome.FAILED, reason, null), "Bytes cannot be removed");
    }

    private static StoreDeleteDone tryLater(StoreDelete command, String reason, @Nullable Long seconds) {
        return reported(command, done(command, Outcome.TRY_LATER, reason, seconds), "Bytes are not removed yet");
    }

    private static StoreDeleteDone reported(StoreDelete command, StoreDeleteDone done, String what) {
        LOG.atWarn()
                .addKeyValue("imageId", command.imageId())
                .addKeyValue("store", command.store())
                .addKeyValue("generation", command.generation())
                .addKeyValue("reason", done.reason())
                .log(what);
        return done;
    }

    private static StoreDeleteDone done(
            StoreDelete command, Outcome outcome, @Nullable String reason, @Nullable Long seconds) {
        return new StoreDeleteDone(
                command.imageId(),
                command.locationId(),
                command.store(),
                command.generation(),
                outcome,
                reason,
                seconds);
    }
}
