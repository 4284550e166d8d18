package io.vitrine.imageapi.data;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.Locations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes become part of an image: location, size, digests, status and events in one transaction. */
@ApplicationScoped
class UploadCommit {
    private static final Logger LOG = LoggerFactory.getLogger(UploadCommit.class);

    private final Uploads uploads;
    private final ImageRepository images;
    private final Locations locations;
    private final UploadAbort abort;
    private final ImageEvents events;
    private final Event<PartStored> parts;
    private final Clock clock;

    UploadCommit(
            Uploads uploads,
            ImageRepository images,
            Locations locations,
            UploadAbort abort,
            ImageEvents events,
            Event<PartStored> parts,
            Clock clock) {
        this.uploads = uploads;
        this.images = images;
        this.locations = locations;
        this.abort = abort;
        this.events = events;
        this.parts = parts;
        this.clock = clock;
    }

    /** Idempotent by the write's id. A commit counts while the write is open, however late: the fence is the generation, not the clock. */
    @Transactional
    CommitOutcome commit(UUID id, CommitUpload bytes) {
        Optional<ImageRow> locked = uploads.find(id).flatMap(upload -> images.lock(upload.imageId()));
        // Read again under the lock: it may have ended while we waited.
        Optional<Upload> found = uploads.find(id);
        if (locked.isEmpty() || found.isEmpty()) {
            return new CommitOutcome.Unknown();
        }
        ImageRow image = locked.get();
        Upload upload = found.get();
        if (upload.generation() != bytes.generation()) {
            return new CommitOutcome.Stale();
        }
        return switch (upload.state()) {
            case COMMITTED -> new CommitOutcome.Committed();
            case ABORTED -> image.deletedAt == null ? new CommitOutcome.Stale() : new CommitOutcome.Gone();
            case OPEN -> commit(image, upload, bytes);
        };
    }

    private CommitOutcome commit(ImageRow image, Upload upload, CommitUpload bytes) {
        if (image.deletedAt != null) {
            abort.end(image, upload, "image_deleted");
            return new CommitOutcome.Gone();
        }
        if (!isCurrent(image, upload)) {
            abort.end(image, upload, "stale");
            return new CommitOutcome.Stale();
        }
        Optional<String> refusal = refusal(image, upload, bytes);
        if (refusal.isPresent()) {
            abort.end(image, upload, "size_mismatch");
            return new CommitOutcome.Refused(refusal.get());
        }
        // First the write, then what counts: the order of locks (V5__quotas.sql).
        uploads.end(upload.id(), UploadState.COMMITTED);
        boolean isPending = switch (upload.kind()) {
            case STAGE -> locations.stage(upload.locationId(), bytes.url(), bytes.crc32c(), bytes.size());
            case PART -> locations.part(upload.locationId(), bytes.url(), bytes.crc32c(), bytes.size());
            case UPLOAD, IMPORT -> locations.activate(upload.locationId(), bytes.url(), bytes.crc32c());
        };
        if (!isPending) {
            throw new IllegalStateException("an open write of a live image has a pending location");
        }
        switch (upload.kind()) {
            case STAGE -> keep(image, bytes);
            case PART -> parts.fire(new PartStored(image, bytes.size()));
            case UPLOAD, IMPORT -> take(image, upload, bytes);
        }
        LOG.atInfo()
                .addKeyValue("imageId", image.id)
                .addKeyValue("store", upload.store())
                .addKeyValue("uploadId", upload.id())
                .addKeyValue("bytes", bytes.size())
                .log("an image's bytes are stored");
        return new CommitOutcome.Committed();
    }

    private static boolean isCurrent(ImageRow image, Upload upload) {
        if (upload.taskId() != null) {
            return upload.taskCurrent() && upload.taskId().equals(image.importTask);
        }
        ImageStatus writing = upload.kind() == WriteKind.UPLOAD ? ImageStatus.SAVING : ImageStatus.UPLOADING;
        return image.status == writing && image.generation == upload.generation();
    }

    private static Optional<String> refusal(ImageRow image, Upload upload, CommitUpload bytes) {
        if (upload.expectedBytes() != null && upload.expectedBytes() != bytes.size()) {
            return Optional.of(
                    "%d bytes were announced, %d were sent.".formatted(upload.expectedBytes(), bytes.size()));
        }
        boolean hasBytes = image.osHashValue != null || image.status == ImageStatus.ACTIVE;
        boolean differs = hasBytes
                && (image.size == null
                        || image.size != bytes.size()
                        || image.osHashValue != null && !image.osHashValue.equals(bytes.osHashValue())
                        || image.checksum != null
                                && bytes.checksum() != null
                                && !image.checksum.equals(bytes.checksum()));
        return differs ? Optional.of("These are not the bytes of the image's other copies.") : Optional.empty();
    }

    /** Staged bytes have a size and nothing else that users see (spec: images, section 13). */
    private void keep(ImageRow image, CommitUpload bytes) {
        image.size = bytes.size();
        image.updatedAt = clock.instant();
        events.updated(image, List.of(), null, List.of("size"));
    }

    private void take(ImageRow image, Upload upload, CommitUpload bytes) {
        if (image.osHashValue == null) {
            image.size = bytes.size();
            image.virtualSize = bytes.virtualSize();
            image.inspectedFormat = bytes.inspectedFormat();
            image.checksum = bytes.checksum();
            image.osHashAlgo = bytes.osHashAlgo();
            image.osHashValue = bytes.osHashValue();
        }
        image.updatedAt = clock.instant();
        if (upload.isImport()) {
            image.importingToStores = StoreList.without(image.importingToStores, upload.store());
        }
        List<String> stores = locations.stores(image.id);
        events.happened(MessageType.IMAGE_UPLOAD, image, stores, null, null);
        // Not the list of stores that are being imported to: one that failed is missing there, too.
        boolean whole = !upload.isImport() || !upload.mustSucceed() || stores.containsAll(upload.wantedStores());
        boolean waits = image.status == ImageStatus.SAVING || image.status == ImageStatus.IMPORTING;
        if (waits && whole) {
            ImageStatus previous = image.status;
            image.become(ImageStatus.ACTIVE, clock.instant());
            events.happened(MessageType.IMAGE_ACTIVATE, image, stores, previous, null);
        }
    }
}
