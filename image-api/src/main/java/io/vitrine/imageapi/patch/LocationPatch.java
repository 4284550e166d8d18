package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.contracts.internal.LocationFacts;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.WriteGrants;
import io.vitrine.imageapi.image.ImageLimits;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.GivenLocations;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.LocationStatus;
import io.vitrine.imageapi.location.ShownLocations;
import io.vitrine.imageapi.location.ShownLocations.Shown;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.CountLimit;
import io.vitrine.imageapi.quota.QuotaLimit;
import io.vitrine.imageapi.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations on {@code /locations} (spec: images, section 6.4). The bytes of an active image stay what they are (S-18): a location joins it
 * only with a digest that was read and agrees, and the last one stays. Bytes are removed by what the commit sends, so never for a patch that
 * fails.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class LocationPatch {
    private final Policy policy;
    private final GivenLocations given;
    private final ShownLocations shown;
    private final LocationRemoval removal;
    private final PromisedDigests promises;
    private final ImageLimits limits;
    private final WriteGrants grants;
    private final Quotas quotas;
    private final Clock clock;

    LocationPatch(
            Policy policy,
            GivenLocations given,
            ShownLocations shown,
            LocationRemoval removal,
            PromisedDigests promises,
            ImageLimits limits,
            WriteGrants grants,
            Quotas quotas,
            Clock clock) {
        this.policy = policy;
        this.given = given;
        this.shown = shown;
        this.removal = removal;
        this.promises = promises;
        this.limits = limits;
        this.grants = grants;
        this.quotas = quotas;
        this.clock = clock;
    }

    void add(ImageRow image, Change.AddLocation change, Map<String, LocationFacts> facts, Caller caller) {
        policy.require(Rule.SET_IMAGE_LOCATION, caller, image.target(false));
        requireStatus(image, true);
        List<Shown> present = shown.of(image.id);
        if (change.index().isPresent() && change.index().getAsInt() > present.size()) {
            throw noSuch(change.index().getAsInt());
        }
        add(image, present, change.value(), facts.get(change.value().url()));
    }

    /** @return whether the image was given locations; else only their metadata is new */
    boolean replace(ImageRow image, Change.ReplaceLocations change, Map<String, LocationFacts> facts, Caller caller) {
        policy.require(Rule.SET_IMAGE_LOCATION, caller, image.target(false));
        requireStatus(image, true);
        if (change.values().isEmpty()) {
            throw ProblemException.forbidden("The locations of an image cannot be replaced by none.");
        }
        List<Shown> present = shown.of(image.id);
        if (present.isEmpty()) {
            for (GivenValue value : change.values()) {
                add(image, shown.of(image.id), value, facts.get(value.url()));
            }
            return true;
        }
        List<Shown> left = new ArrayList<>(present);
        for (GivenValue value : change.values()) {
            Shown same = left.stream()
                    .filter(each -> each.url().equals(value.url()))
                    .findFirst()
                    .orElseThrow(LocationPatch::otherUrls);
            left.remove(same);
            promises.check(image, value.validationData(), null);
            shown.describe(same.id(), value.metadata().toString());
        }
        if (!left.isEmpty()) {
            throw otherUrls();
        }
        return false;
    }

    void remove(ImageRow image, Change.RemoveLocation change, Caller caller) {
        policy.require(Rule.DELETE_IMAGE_LOCATION, caller, image.target(false));
        requireStatus(image, false);
        List<Shown> present = shown.of(image.id);
        if (change.index() >= present.size()) {
            throw noSuch(change.index());
        }
        if (present.size() == 1) {
            throw ProblemException.forbidden("The last location of an active image cannot be removed.");
        }
        removal.remove(present.get(change.index()).id());
    }

    private void add(ImageRow image, List<Shown> present, GivenValue value, @Nullable LocationFacts facts) {
        JsonNode metadata = value.metadata();
        if (present.stream()
                .anyMatch(each ->
                        each.url().equals(value.url()) && each.metadata().equals(metadata))) {
            throw ProblemException.badRequest("The image has this location already.");
        }
        CountLimit.check("images.limits.locations", limits.locations(), "locations", present.size() + 1);
        promises.check(image, value.validationData(), facts);
        if (facts == null) {
            throw ProblemException.conflict(
                    "A location can be added to an active image with validation_data that agrees with the image only.");
        }
        boolean queued = image.status == ImageStatus.QUEUED;
        if (queued && (image.diskFormat == null || image.containerFormat == null)) {
            throw ProblemException.badRequest(
                    "Properties disk_format and container_format must be set before a location is added.");
        }
        if (!queued && !isSame(image, facts)) {
            throw ProblemException.conflict("The bytes at the location are not those of the image.");
        }
        grants.checkSize(facts.size());
        quotas.reserve(image.owner, QuotaLimit.IMAGE_SIZE_TOTAL, 0, facts.size(), facts.size());
        given.add(
                image.id,
                facts.store(),
                value.url(),
                metadata.toString(),
                image.nextGeneration(),
                LocationStatus.ACTIVE,
                facts.crc32c());
        if (queued) {
            image.size = facts.size();
            promises.keep(image, value.validationData(), facts);
            image.become(ImageStatus.ACTIVE, clock.instant());
        }
    }

    private static boolean isSame(ImageRow image, LocationFacts facts) {
        return image.size != null
                && image.size == facts.size()
                && image.osHashValue != null
                && image.osHashValue.equals(facts.osHashValue())
                && image.osHashAlgo != null
                && image.osHashAlgo.equals(facts.osHashAlgo());
    }

    private static void requireStatus(ImageRow image, boolean queuedWillDo) {
        if (image.status != ImageStatus.ACTIVE && !(queuedWillDo && image.status == ImageStatus.QUEUED)) {
            throw ProblemException.conflict("The locations of image %s cannot be changed while it is %s."
                    .formatted(image.id, image.status.word()));
        }
    }

    private static ProblemException noSuch(int index) {
        return ProblemException.badRequest("The image has no location %d.".formatted(index));
    }

    private static ProblemException otherUrls() {
        return ProblemException.badRequest("Replacing locations changes their metadata only; their URLs must stay.");
    }
}
