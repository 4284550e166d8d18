package io.vitrine.imageapi.patch;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.internal.LocationFacts;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.FieldRules;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageQueries;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.KnownProperties;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.patch.Operation.Verb;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.PropertyProtections;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies a patch in order, all of it or nothing: one transaction, under the image's lock, so that patches of different properties at the
 * same time lose none (spec: images, section 6).
 */
@ApplicationScoped
class ImagePatch {
    private final ImageAccess access;
    private final ImageRepository images;
    private final Policy policy;
    private final PropertyProtections protections;
    private final FieldRules rules;
    private final KnownProperties knownProperties;
    private final LocationPatch locationPatch;
    private final Locations locations;
    private final ImageEvents events;
    private final ImageQueries queries;
    private final Clock clock;

    ImagePatch(
            ImageAccess access,
            ImageRepository images,
            Policy policy,
            PropertyProtections protections,
            FieldRules rules,
            KnownProperties knownProperties,
            LocationPatch locationPatch,
            Locations locations,
            ImageEvents events,
            ImageQueries queries,
            Clock clock) {
        this.access = access;
        this.images = images;
        this.policy = policy;
        this.protections = protections;
        this.rules = rules;
        this.knownProperties = knownProperties;
        this.locationPatch = locationPatch;
        this.locations = locations;
        this.events = events;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * A patch without operations changes nothing, not even the time.
     *
     * @param facts what is at the locations it adds, by URL
     * @return the image's document afterwards
     * @throws ProblemException 403, 404, 409 for what is or is not there, 413
     */
    @Transactional
    byte[] apply(String imageId, List<Change> changes, Map<String, LocationFacts> facts, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        Map<String, String> before = image.properties;
        ImageStatus previous = image.status;
        Set<String> changed = new LinkedHashSet<>();
        Set<String> moved = new LinkedHashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Base base -> apply(image, base, caller);
                case Change.Property property -> {
                    requireUnprotected(image, property, caller);
                    apply(image, property, caller);
                }
                case Change.AddLocation add -> {
                    locationPatch.add(image, add, facts, caller);
                    moved.add(MessageType.IMAGE_LOCATION_ADD);
                }
                case Change.ReplaceLocations all -> {
                    if (locationPatch.replace(image, all, facts, caller)) {
                        moved.add(MessageType.IMAGE_LOCATION_ADD);
                    }
                }
                case Change.RemoveLocation removal -> {
                    locationPatch.remove(image, removal, caller);
                    moved.add(MessageType.IMAGE_LOCATION_REMOVE);
                }
            }
            changed.add(change.name());
        }
        if (!changed.isEmpty()) {
            knownProperties.requireAll(image.properties.keySet());
            image.rememberWhoSetKey(before, caller.userId());
            image.updatedAt = clock.instant();
            List<String> stores = locations.stores(image.id);
            events.updated(image, stores, changed, caller);
            moved.forEach(
                    type -> events.moved(type, image, stores, previous == image.status ? null : previous, caller));
            images.flush();
        }
        return queries.changed(image, caller);
    }

    private void apply(ImageRow image, Change.Base change, Caller caller) {
        if (change.mustBeAbsent()) {
            throw present(change.name());
        }
        if (change.field() == BaseField.OWNER && !caller.isAdmin()) {
            throw ProblemException.forbidden("Attribute 'owner' can be changed by administrators only.");
        }
        if (change.field() == BaseField.DISK_FORMAT) {
            requireNoData(image, change.name(), image.diskFormat);
        }
        if (change.field() == BaseField.CONTAINER_FORMAT) {
            requireNoData(image, change.name(), image.containerFormat);
        }
        change.write().accept(image);
        if (change.field() == BaseField.VISIBILITY) {
            policy.requireVisibility(image.visibility, caller, image.target(false));
        }
    }

    /** A format describes bytes. With staged ones it may still be given, or the image would be a dead end. */
    private static void requireNoData(ImageRow image, String field, @Nullable String present) {
        if (image.status != ImageStatus.QUEUED && (image.status != ImageStatus.UPLOADING || present != null)) {
            throw ProblemException.forbidden("Attribute '%s' can be changed while the image is queued only; it is %s."
                    .formatted(field, image.status.word()));
        }
    }

    /** A property that the caller cannot read is not there for him (spec: policy, section 5). */
    private void requireUnprotected(ImageRow image, Change.Property change, Caller caller) {
        String name = change.name();
        boolean isThere = image.properties.containsKey(name);
        if (isThere && change.verb() != Verb.ADD && !protections.mayRead(name, caller)) {
            throw absent(name);
        }
        boolean may = switch (change.verb()) {
            case ADD -> isThere ? protections.mayUpdate(name, caller) : protections.mayCreate(name, caller);
            case REPLACE -> !isThere || protections.mayUpdate(name, caller);
            case REMOVE -> !isThere || protections.mayDelete(name, caller);
        };
        if (!may) {
            throw ProblemException.forbidden("Property '%s' is protected.".formatted(name));
        }
    }

    private void apply(ImageRow image, Change.Property change, Caller caller) {
        String name = change.name();
        boolean isThere = image.properties.containsKey(name);
        if (isThere && change.mustBeAbsent()) {
            throw present(name);
        }
        if (!isThere && change.verb() != Verb.ADD) {
            throw absent(name);
        }
        Map<String, String> properties = new LinkedHashMap<>(image.properties);
        if (change.value() == null) {
            properties.remove(name);
        } else {
            properties.put(name, change.value());
        }
        image.properties = properties.size() > image.properties.size()
                ? rules.withinPropertyQuota(properties)
                : rules.withinTotal(properties);
    }

    private static ProblemException absent(String name) {
        return ProblemException.conflict("Property '%s' does not exist.".formatted(name));
    }

    private static ProblemException present(String name) {
        return ProblemException.conflict("Property '%s' is already present.".formatted(name));
    }
}
