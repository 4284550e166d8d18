package io.vitrine.imageapi.data;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A write ends without bytes: its location goes the way of every delete, a user's image is queued again as if nothing had been sent. */
@ApplicationScoped
public class UploadAbort {
    private static final Logger LOG = LoggerFactory.getLogger(UploadAbort.class);

    /** Store-gateway's word for a store that did nothing wrong. */
    private static final String OTHER_STORE = "other_store_failed";

    private final Uploads uploads;
    private final ImageRepository images;
    private final Locations locations;
    private final LocationRemoval removal;
    private final ImageEvents events;
    private final Clock clock;

    UploadAbort(
            Uploads uploads,
            ImageRepository images,
            Locations locations,
            LocationRemoval removal,
            ImageEvents events,
            Clock clock) {
        this.uploads = uploads;
        this.images = images;
        this.locations = locations;
        this.removal = removal;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Its holder gives the write up. Idempotent; a write that nobody remembers has ended long ago.
     *
     * @throws ProblemException 409 when it is not the holder's, or committed
     */
    @Transactional
    void abort(UUID id, AbortUpload request) {
        @Nullable ImageRow image = lockImageOf(id);
        Optional<Upload> found = uploads.find(id);
        if (image == null || found.isEmpty()) {
            return;
        }
        Upload upload = found.get();
        if (upload.generation() != request.generation()) {
            throw ProblemException.stale("The write belongs to somebody else.");
        }
        switch (upload.state()) {
            case OPEN -> end(image, upload, request.reason());
            case ABORTED -> {}
            case COMMITTED -> throw ProblemException.conflict("The write is committed and cannot be aborted.");
        }
    }

    /** The sweeper takes a write back whose lease is still dead. */
    @Transactional
    void takeBack(UUID id) {
        @Nullable ImageRow image = lockImageOf(id);
        Optional<Upload> open = uploads.find(id).filter(Upload::isOpen);
        if (image != null && open.isPresent() && uploads.endLost(id)) {
            ended(image, open.get(), "lease_lost");
        }
    }

    /** Ends what an import's run has open, in the transaction that takes the job from it. */
    @Transactional(TxType.MANDATORY)
    public void endAllOf(ImageRow image, UUID taskId, String reason) {
        uploads.openOf(taskId).forEach(upload -> end(image, upload, reason));
    }

    /** Ends what a resumable upload has open, in the transaction that ends the upload. */
    @Transactional(TxType.MANDATORY)
    public void endPartsOf(ImageRow image, String reason) {
        uploads.openPartsOf(image.id).forEach(part -> end(image, part, reason));
    }

    /** Ends a write of the same import into the same store: its answer was lost, and two copies in one store help nobody. */
    @Transactional(TxType.MANDATORY)
    public void endThoseInto(ImageRow image, UUID taskId, String store) {
        uploads.openOf(taskId).stream()
                .filter(upload -> upload.store().equals(store))
                .forEach(upload -> end(image, upload, "superseded"));
    }

    /** Call it with the image locked. */
    void end(ImageRow image, Upload upload, String reason) {
        if (uploads.end(upload.id(), UploadState.ABORTED)) {
            ended(image, upload, reason);
        }
    }

    private void ended(ImageRow image, Upload upload, String reason) {
        removal.remove(upload.locationId());
        LOG.atInfo()
                .addKeyValue("imageId", image.id)
                .addKeyValue("store", upload.store())
                .addKeyValue("uploadId", upload.id())
                .addKeyValue("reason", reason)
                .log("an upload ended without bytes");
        // A resumable upload goes on from where its last whole part ends.
        if (image.deletedAt != null || upload.kind() == WriteKind.PART) {
            return;
        }
        ImageStatus previous = image.status;
        image.updatedAt = clock.instant();
        if (upload.isImport()) {
            image.importingToStores = StoreList.without(image.importingToStores, upload.store());
            if (!reason.equals(OTHER_STORE)) {
                image.failedImport = StoreList.with(image.failedImport, upload.store());
            }
        } else if (image.status == ImageStatus.SAVING || image.status == ImageStatus.UPLOADING) {
            image.become(ImageStatus.QUEUED, clock.instant());
            image.forgetData();
        }
        events.happened(
                MessageType.IMAGE_UPLOAD,
                image,
                locations.stores(image.id),
                previous == image.status ? null : previous,
                new Failure(reason, "The upload to store %s ended: %s.".formatted(upload.store(), reason), true));
    }

    private @Nullable ImageRow lockImageOf(UUID uploadId) {
        return uploads.find(uploadId)
                .flatMap(upload -> images.lock(upload.imageId()))
                .orElse(null);
    }
}
