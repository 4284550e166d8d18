package io.vitrine.imageapi.data;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.QuotaLimit;
import io.vitrine.imageapi.quota.Quotas;
import io.vitrine.imageapi.quota.Reservation;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import io.vitrine.imageapi.sweep.LeaseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives the right to write bytes: a generation, a place that is pending, a lease. */
@ApplicationScoped
public class WriteGrants {
    private static final long STORE_RETRY_SECONDS = 30;

    private final Stores stores;
    private final Locations locations;
    private final Uploads uploads;
    private final Quotas quotas;
    private final ImageEvents events;
    private final LeaseConfig config;
    private final SizeConfig sizes;

    WriteGrants(
            Stores stores,
            Locations locations,
            Uploads uploads,
            Quotas quotas,
            ImageEvents events,
            LeaseConfig config,
            SizeConfig sizes) {
        this.stores = stores;
        this.locations = locations;
        this.uploads = uploads;
        this.quotas = quotas;
        this.events = events;
        this.config = config;
        this.sizes = sizes;
    }

    /**
     * The store that a request names, or the default.
     *
     * @throws ProblemException 400 when there is no such store, 503 when nothing can be written there just now
     */
    public Store store(@Nullable String id) {
        Store store = (id == null ? stores.defaultStore() : stores.find(id)).orElseThrow(() -> noStore(id));
        if (store.readOnly()) {
            throw ProblemException.gone("The store %s is read-only.".formatted(store.id()));
        }
        if (!store.usable()) {
            throw ProblemException.unavailable(
                    "The store %s cannot be reached just now.".formatted(store.id()), STORE_RETRY_SECONDS);
        }
        return store;
    }

    /** @throws ProblemException 413 for more than one image may have */
    public void checkSize(@Nullable Long bytes) {
        if (bytes != null && bytes > sizes.cap()) {
            throw ProblemException.tooLarge(
                    "The limit images.limits.image-size allows an image %d bytes; it would have %d."
                            .formatted(sizes.cap(), bytes));
        }
    }

    /**
     * Opens a write in the caller's transaction, which holds the image's lock and has decided that it may be.
     *
     * @param previous the image's status before this transaction, null when it stays
     * @throws ProblemException 413 when the image's owner has no room for it
     */
    @Transactional(TxType.MANDATORY)
    public UploadGrant open(ImageRow image, WriteOrder order, @Nullable ImageStatus previous) {
        UUID id = UUID.randomUUID();
        long generation = image.nextGeneration();
        String objectName = image.id + "." + generation;
        Long expected = order.expectedBytes();
        // Bytes of unknown number need room for one at least: better refused here than in the middle.
        QuotaLimit limit = order.kind().limit();
        Reservation reservation = expected == null
                ? quotas.reserve(image.owner, limit, 0, 1, sizes.cap())
                : quotas.reserve(image.owner, limit, 0, expected, expected);
        long location = locations.open(image.id, order.store(), objectName, generation, order.taskId());
        uploads.open(id, image.id, location, generation, order, reservation, config.uploadLease());
        // What is staged goes to no store yet: others see the change of status alone.
        if (order.kind() != WriteKind.STAGE) {
            events.happened(MessageType.IMAGE_PREPARE, image, locations.stores(image.id), previous, null);
        } else if (previous != null) {
            events.updated(image, locations.stores(image.id), previous, List.of("status"));
        }
        // What a user stages may still have to be unpacked. Further copies are compared with the first.
        boolean asIs = order.kind() != WriteKind.STAGE || order.taskId() != null;
        boolean inspected = asIs && image.osHashValue == null;
        return new UploadGrant(
                id,
                image.id,
                generation,
                order.store(),
                objectName,
                // Copies of one image carry one digest.
                image.osHashAlgo == null ? sizes.hashAlgorithm() : image.osHashAlgo,
                reservation.grantedBytes(),
                expected,
                inspected ? image.diskFormat : null,
                inspected ? image.containerFormat : null,
                sizes.cap(),
                config.uploadLease().toSeconds());
    }

    /**
     * What has come of a resumable upload.
     *
     * @param whole parts that are durable
     * @param beingWritten whether another one is on its way
     */
    public record Parts(int whole, boolean beingWritten) {}

    /** In the caller's transaction, which holds the image's lock. */
    @Transactional(TxType.MANDATORY)
    public Parts parts(UUID imageId) {
        return new Parts(locations.parts(imageId), uploads.isOpenFor(imageId));
    }

    /**
     * Opens the write of a part in the caller's transaction, which holds the image's lock. Its bytes were reserved when the upload was
     * announced.
     *
     * @param most so many bytes may come
     */
    @Transactional(TxType.MANDATORY)
    public UploadGrant openPart(ImageRow image, String holder, long most, String hashAlgorithm) {
        UUID id = UUID.randomUUID();
        long generation = image.nextGeneration();
        String objectName = image.id + "." + generation;
        WriteOrder order = WriteOrder.part(holder);
        long location = locations.open(image.id, order.store(), objectName, generation, order.taskId());
        uploads.open(id, image.id, location, generation, order, new Reservation(most, 0), config.uploadLease());
        long lease = config.uploadLease().toSeconds();
        // What it is a part of is looked into by its import.
        return new UploadGrant(
                id,
                image.id,
                generation,
                order.store(),
                objectName,
                hashAlgorithm,
                most,
                null,
                null,
                null,
                sizes.cap(),
                lease);
    }

    private static ProblemException noStore(@Nullable String id) {
        return id == null
                ? ProblemException.unavailable("No store has been announced yet.", STORE_RETRY_SECONDS)
                : ProblemException.badRequest("There is no store %s.".formatted(id));
    }
}
