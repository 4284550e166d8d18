package io.vitrine.imageapi.image;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.PropertyProtections;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Makes images (spec: images, section 3). */
@ApplicationScoped
class ImageCreation {
    /** An id is never used twice: neither a deleted image nor a purged one gives its id back. */
    private static final String IS_TAKEN =
            "select 1 from images where id = ? union all select 1 from retired_image_ids where id = ?";

    private final ImageRepository images;
    private final Policy policy;
    private final PropertyProtections protections;
    private final Quotas quotas;
    private final ImageEvents events;
    private final Sql sql;
    private final Clock clock;

    ImageCreation(
            ImageRepository images,
            Policy policy,
            PropertyProtections protections,
            Quotas quotas,
            ImageEvents events,
            Sql sql,
            Clock clock) {
        this.images = images;
        this.policy = policy;
        this.protections = protections;
        this.quotas = quotas;
        this.events = events;
        this.sql = sql;
        this.clock = clock;
    }

    /** @throws ProblemException 403 when the caller may not make this image, 409 when its id is taken, 413 when the owner has as many as it may */
    @Transactional
    ImageRow create(NewImage wanted, Caller caller) {
        String owner = wanted.ownerGiven() ? wanted.owner() : caller.projectId();
        UUID id = wanted.id();
        ImageRow image = row(wanted, owner, caller, id == null ? UUID.randomUUID() : id);
        authorise(wanted, image.target(false), caller);
        if (id != null && sql.exists(IS_TAKEN, id, id)) {
            throw taken(id);
        }
        quotas.admitImage(owner);
        try {
            images.persistAndFlush(image);
        } catch (ConstraintViolationException e) {
            // Another request took the id after we looked: the primary key is the judge.
            throw taken(image.id);
        }
        events.created(image, caller);
        return image;
    }

    private void authorise(NewImage wanted, Target target, Caller caller) {
        if (wanted.ownerGiven() && !caller.isAdmin() && !caller.owns(target.owner())) {
            throw ProblemException.forbidden(
                    "You are not permitted to create images owned by '%s'.".formatted(target.owner()));
        }
        policy.require(Rule.ADD_IMAGE, caller, target);
        policy.requireVisibility(wanted.visibility(), caller, target);
        for (String property : wanted.properties().keySet()) {
            if (!protections.mayCreate(property, caller)) {
                throw ProblemException.forbidden("Property '%s' is protected.".formatted(property));
            }
        }
    }

    private ImageRow row(NewImage wanted, @Nullable String owner, Caller caller, UUID id) {
        // PostgreSQL keeps microseconds; what we say now must be what we read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ImageRow image = new ImageRow();
        image.id = id;
        image.name = wanted.name();
        image.status = ImageStatus.QUEUED;
        image.visibility = wanted.visibility();
        image.owner = owner;
        image.isProtected = wanted.isProtected();
        image.osHidden = wanted.osHidden();
        image.tags = wanted.tags();
        image.diskFormat = wanted.diskFormat();
        image.containerFormat = wanted.containerFormat();
        image.minDisk = wanted.minDisk();
        image.minRam = wanted.minRam();
        image.properties = wanted.properties();
        image.rememberWhoSetKey(Map.of(), caller.userId());
        image.createdAt = now;
        image.updatedAt = now;
        return image;
    }

    private static ProblemException taken(UUID id) {
        return ProblemException.conflict("The id %s is taken.".formatted(id));
    }
}
