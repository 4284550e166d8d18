package io.vitrine.storegateway.inventory;

import io.vitrine.contracts.internal.BlobPage;
import io.vitrine.contracts.internal.BlobRef;
import io.vitrine.contracts.internal.BlobState;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.store.ActiveWrites;
import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.ObjectName;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the blobs of a store and removes single ones. Every call blocks for as long as the store needs. */
@Singleton
class Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

    private final ActiveWrites writes;

    Inventory(ActiveWrites writes) {
        this.writes = writes;
    }

    /** @throws ProblemException 403 or 503 when the store does not say */
    BlobState stat(Store store, BlobRef ref) {
        return state(sizeIn(store.blobs(), location(store.blobs(), ref)));
    }

    /**
     * Removes a blob and what interrupted writes of its name left behind. Idempotent.
     *
     * @return what was there before
     * @throws ProblemException 403: the store refused, and the blob is still there; 409: it is being written; anything else: it is not known
     *     whether it is still there
     */
    BlobState remove(Store store, BlobRef ref) {
        BlobStore blobs = store.blobs();
        BlobLocation location = location(blobs, ref);
        String name = objectName(location);
        BlobState before = state(sizeIn(blobs, location));
        if (!writes.bury(store.id(), name)) {
            throw new ProblemException(ProblemType.CONFLICT.with("The object is still being written."));
        }
        try {
            blobs.delete(name);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NOT_FOUND) {
                throw kept(blobs, location, e);
            }
        }
        LOG.atInfo()
                .addKeyValue("store", store.id())
                .addKeyValue("object", name)
                .log("A blob was removed");
        return before;
    }

    BlobPage list(Store store, @Nullable String cursor, int limit) {
        BlobListing page = store.blobs().list(cursor, limit);
        return new BlobPage(
                page.entries().stream()
                        .map(entry -> new BlobPage.Entry(
                                entry.objectName(), entry.leftover(), entry.size(), entry.modified()))
                        .toList(),
                page.next());
    }

    /**
     * The size of a blob, as {@link BlobSource#size} tells it. That it is not there counts only when the rest of the store is: servers answer
     * for a bucket that they cannot find as they do for an object.
     */
    static OptionalLong sizeIn(BlobSource blobs, BlobLocation location) {
        OptionalLong size = blobs.size(location);
        if (size.isEmpty() && blobs instanceof BlobStore ours) {
            ours.check();
        }
        return size;
    }

    /** A refusal counts as one only when the blob is seen afterwards. */
    private static RuntimeException kept(BlobStore blobs, BlobLocation location, StoreException refusal) {
        boolean there = refusal.kind() == StoreException.Kind.REFUSED
                && blobs.size(location).isPresent();
        return there
                ? refusal
                : new ProblemException(
                        ProblemType.INTERNAL.with("It is not known whether the store has removed the bytes."));
    }

    /** Where the blob is: nothing that a store would not itself have named. */
    private static BlobLocation location(BlobStore blobs, BlobRef ref) {
        String name = ref.objectName();
        String url = ref.url();
        if (name != null && ObjectName.isValid(name)) {
            return blobs.locate(name);
        }
        if (name == null && url != null) {
            URI uri = uri(url);
            if (ObjectName.isValid(url.substring(url.lastIndexOf('/') + 1)) && blobs.claims(uri) > 0) {
                return new BlobLocation(uri);
            }
        }
        throw noObject();
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw noObject();
        }
    }

    private static ProblemException noObject() {
        return new ProblemException(ProblemType.BAD_REQUEST.with("This does not name an object of the store."));
    }

    private static String objectName(BlobLocation location) {
        String path = location.url().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static BlobState state(OptionalLong size) {
        return new BlobState(size.isPresent() ? size.getAsLong() : null);
    }
}
