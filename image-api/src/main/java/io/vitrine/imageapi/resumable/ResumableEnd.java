package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.UploadAbort;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A resumable upload ends before its last byte: its sender gives it up, or does not come back in time. */
@ApplicationScoped
public class ResumableEnd implements SweepStep {
    private static final Logger LOG = LoggerFactory.getLogger(ResumableEnd.class);

    private final ResumableAccess access;
    private final ResumableUploads uploads;
    private final ImageRepository images;
    private final UploadAbort writes;
    private final LocationRemoval removal;
    private final ImageEvents events;
    private final Clock clock;

    ResumableEnd(
            ResumableAccess access,
            ResumableUploads uploads,
            ImageRepository images,
            UploadAbort writes,
            LocationRemoval removal,
            ImageEvents events,
            Clock clock) {
        this.access = access;
        this.uploads = uploads;
        this.images = images;
        this.writes = writes;
        this.removal = removal;
        this.events = events;
        this.clock = clock;
    }

    /** @throws ProblemException 404, 403, 410, or 409 when all bytes are here and their import has begun */
    @Transactional
    void giveUp(String imageId, String uploadId, Caller caller) {
        ResumableAccess.Found found = access.lock(imageId, uploadId, caller);
        if (found.upload().state() != ResumableState.OPEN) {
            throw ProblemException.conflict("The upload is complete: delete the image to end its import.");
        }
        end(found.image(), found.upload().id(), "given_up");
    }

    @Override
    public void sweep() {
        EachRow.of(uploads.expired(), this::expire);
        forget();
    }

    @Transactional
    void expire(UUID id) {
        ImageRow image =
                uploads.find(id).flatMap(found -> images.lock(found.imageId())).orElseThrow();
        // Again under the lock: bytes may have come meanwhile.
        uploads.find(id)
                .filter(upload -> upload.state() == ResumableState.OPEN && upload.isOver())
                .ifPresent(upload -> end(image, id, "expired"));
    }

    @Transactional
    void forget() {
        uploads.forget();
    }

    private void end(ImageRow image, UUID id, String reason) {
        uploads.end(id, ResumableState.ENDED);
        LOG.atInfo()
                .addKeyValue("imageId", image.id)
                .addKeyValue("uploadId", id)
                .addKeyValue("reason", reason)
                .log("a resumable upload ended without its import");
        if (image.deletedAt != null || image.status != ImageStatus.UPLOADING) {
            return;
        }
        writes.endPartsOf(image, reason);
        removal.removeStaged(image.id);
        image.become(ImageStatus.QUEUED, clock.instant());
        image.forgetData();
        events.updated(image, List.of(), ImageStatus.UPLOADING, List.of("status", "size"));
    }
}
