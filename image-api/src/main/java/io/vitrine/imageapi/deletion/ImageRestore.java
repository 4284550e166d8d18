package io.vitrine.imageapi.deletion;

import io.quarkus.arc.Unremovable;
import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back a delete whose grace is not over: an operator's right alone (spec: operations, section 4). */
@Unremovable
@ApplicationScoped
public class ImageRestore {
    private static final Logger LOG = LoggerFactory.getLogger(ImageRestore.class);

    private final ImageRepository images;
    private final Locations locations;
    private final ImageEvents events;
    private final Clock clock;

    ImageRestore(ImageRepository images, Locations locations, ImageEvents events, Clock clock) {
        this.images = images;
        this.locations = locations;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The image is active again with all that it had. One that was deactivated is so again in the same moment: what an administrator closed
     * stays closed.
     *
     * @return the status that the image has now
     * @throws ProblemException 404 when there never was such an image, 409 when its delete is final, or when it is not deleted at all
     */
    @Transactional
    public ImageStatus restore(String imageId) {
        ImageRow image = images.lock(ImageAccess.parse(imageId)).orElseThrow(() -> ImageAccess.missing(imageId));
        if (image.status != ImageStatus.PENDING_DELETE) {
            throw ProblemException.conflict("Image %s is %s: only an image that is pending_delete can be restored."
                    .formatted(image.id, image.status.word()));
        }
        boolean closed = image.deletedDeactivated;
        image.become(ImageStatus.ACTIVE, clock.instant());
        image.deletedAt = null;
        image.deletedBy = null;
        image.deleteDue = null;
        image.deletedDeactivated = false;
        image.countsUntilPurge = false;
        List<String> stores = locations.stores(image.id);
        events.happened(MessageType.IMAGE_RESTORE, image, stores, ImageStatus.PENDING_DELETE, null);
        if (closed) {
            image.become(ImageStatus.DEACTIVATED, clock.instant());
            events.happened(MessageType.IMAGE_DEACTIVATE, image, stores, ImageStatus.ACTIVE, null);
        }
        LOG.atInfo().addKeyValue("imageId", image.id).log("an operator restored a deleted image");
        return image.status;
    }
}
