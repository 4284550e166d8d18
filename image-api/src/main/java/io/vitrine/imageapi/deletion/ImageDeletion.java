package io.vitrine.imageapi.deletion;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.importing.ImportCancellation;
import io.vitrine.imageapi.key.KeyCleanups;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Deletes images (spec: images, section 7). The answer does not wait for the bytes: from the commit on they are asked for until they are
 * gone, and an upload or import that still runs learns of it at its next renewal. Where deletes are delayed, that begins when the grace is
 * over ({@link DueDeletes}); until then an operator may take the delete back ({@link ImageRestore}).
 */
@ApplicationScoped
class ImageDeletion {
    private final ImageAccess access;
    private final Locations locations;
    private final LocationRemoval removal;
    private final KeyCleanups keys;
    private final ImportCancellation imports;
    private final ImageEvents events;
    private final Clock clock;
    private final DelayConfig config;

    ImageDeletion(
            ImageAccess access,
            Locations locations,
            LocationRemoval removal,
            KeyCleanups keys,
            ImportCancellation imports,
            ImageEvents events,
            Clock clock,
            DelayConfig config) {
        this.access = access;
        this.locations = locations;
        this.removal = removal;
        this.keys = keys;
        this.imports = imports;
        this.events = events;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Allowed in every status.
     *
     * @throws ProblemException 404, or 403 when the caller may not or the image is protected
     */
    @Transactional
    void delete(String id, Caller caller) {
        ImageRow image = access.lock(id, caller, Rule.DELETE_IMAGE);
        if (image.isProtected) {
            throw ProblemException.forbidden("Image %s is protected and cannot be deleted.".formatted(image.id));
        }
        List<String> stores = locations.stores(image.id);
        ImageStatus previous = image.status;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Without committed data there is nothing that could be brought back.
        boolean delayed = config.delayed() && !stores.isEmpty() && previous.canBecome(ImageStatus.PENDING_DELETE);
        image.become(delayed ? ImageStatus.PENDING_DELETE : ImageStatus.DELETED, now);
        image.deletedAt = now;
        image.deletedBy = caller.userId();
        imports.cancel(image);
        events.moved(MessageType.IMAGE_DELETE, image, stores, previous, caller);
        if (delayed) {
            image.deleteDue = now.plus(config.grace());
            image.deletedDeactivated = previous == ImageStatus.DEACTIVATED;
            image.countsUntilPurge = config.countPending();
            removal.removeUnfinished(image.id);
        } else {
            keys.scheduleFor(image, caller.userId());
            removal.removeAll(image);
        }
    }
}
