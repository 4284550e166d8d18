package io.vitrine.imageapi.activation;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Deactivated: everybody still sees the image, only administrators can download it. */
@ApplicationScoped
class Activation {
    private final ImageAccess access;
    private final Locations locations;
    private final ImageEvents events;
    private final Clock clock;

    Activation(ImageAccess access, Locations locations, ImageEvents events, Clock clock) {
        this.access = access;
        this.locations = locations;
        this.events = events;
        this.clock = clock;
    }

    /** @throws ProblemException 404, or 403 when the caller may not or the image has no data that could be closed */
    @Transactional
    void deactivate(String imageId, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.DEACTIVATE);
        move(image, ImageStatus.ACTIVE, ImageStatus.DEACTIVATED, MessageType.IMAGE_DEACTIVATE, caller);
    }

    /** @throws ProblemException 404, or 403 when the caller may not or the image has no data that could be opened */
    @Transactional
    void reactivate(String imageId, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.REACTIVATE);
        move(image, ImageStatus.DEACTIVATED, ImageStatus.ACTIVE, MessageType.IMAGE_REACTIVATE, caller);
    }

    /** Of an image that is there already nothing changes. Any other status is 403, not 409: clients rely on it. */
    private void move(ImageRow image, ImageStatus from, ImageStatus to, String event, Caller caller) {
        if (image.status == to) {
            return;
        }
        if (image.status != from) {
            throw ProblemException.forbidden("Image %s is %s: only an image that is %s can become %s."
                    .formatted(image.id, image.status.word(), from.word(), to.word()));
        }
        image.become(to, clock.instant());
        events.moved(event, image, locations.stores(image.id), from, caller);
    }
}
