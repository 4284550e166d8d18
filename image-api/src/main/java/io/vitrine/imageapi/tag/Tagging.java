package io.vitrine.imageapi.tag;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.FieldRules;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts tags on images and takes them off. */
@ApplicationScoped
class Tagging {
    private final ImageAccess access;
    private final FieldRules rules;
    private final Locations locations;
    private final ImageEvents events;
    private final Clock clock;

    Tagging(ImageAccess access, FieldRules rules, Locations locations, ImageEvents events, Clock clock) {
        this.access = access;
        this.rules = rules;
        this.locations = locations;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Idempotent; a tag that is there already counts as written.
     *
     * @throws ProblemException 400 for what cannot be a tag, 403, 404, or 413 for one too many
     */
    @Transactional
    void put(String imageId, String tag, Caller caller) {
        rules.tag(tag);
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        if (!image.tags.contains(tag)) {
            List<String> tags = new ArrayList<>(image.tags);
            tags.add(tag);
            image.tags = rules.withinTagQuota(List.copyOf(tags));
        }
        written(image, caller);
    }

    /** @throws ProblemException 403, or 404: no such image or tag */
    @Transactional
    void remove(String imageId, String tag, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        if (!image.tags.contains(tag)) {
            throw ProblemException.notFound("Image %s has no tag '%s'.".formatted(image.id, tag));
        }
        image.tags = image.tags.stream().filter(other -> !other.equals(tag)).toList();
        written(image, caller);
    }

    private void written(ImageRow image, Caller caller) {
        image.updatedAt = clock.instant();
        events.updated(image, locations.stores(image.id), Set.of("tags"), caller);
    }
}
