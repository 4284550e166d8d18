package io.vitrine.imageapi.location;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.contracts.command.StoreDeleteDone.Outcome;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The copies of one image and the ways in which one of them leaves. Each call is a transaction that holds the image's lock. */
@ApplicationScoped
class Copies {
    private static final String ACTIVE = """
            select id, store, object_name, url, generation, bad_since is not null as bad
            from image_locations where image_id = ? and status = 'active' order by id
            """;
    /** Nobody but this call removes it for so long; then, if this process died, the sweeper does. */
    private static final String TAKE_OUT = """
            update image_locations set status = 'pending_delete', attempts = 1,
                next_attempt = clock_timestamp() + interval '5 minutes', updated_at = clock_timestamp()
            where id = ? and status = 'active'
            """;

    private static final String PUT_BACK = """
            update image_locations set status = 'active', attempts = 0, next_attempt = null, updated_at = clock_timestamp()
            where id = ? and status = 'pending_delete' and attempts = 1 and next_attempt > clock_timestamp()
            """;

    /** Committed bytes of an image in a store. */
    record Copy(
            UUID image,
            long location,
            String store,
            @Nullable String objectName,
            @Nullable String url,
            long generation,
            boolean bad) {}

    private final ImageAccess access;
    private final ImageRepository images;
    private final Locations locations;
    private final LocationRemoval removal;
    private final StoreResults results;
    private final ImageEvents events;
    private final Clock clock;
    private final Sql sql;

    Copies(
            ImageAccess access,
            ImageRepository images,
            Locations locations,
            LocationRemoval removal,
            StoreResults results,
            ImageEvents events,
            Clock clock,
            Sql sql) {
        this.access = access;
        this.images = images;
        this.locations = locations;
        this.removal = removal;
        this.results = results;
        this.events = events;
        this.clock = clock;
        this.sql = sql;
    }

    /**
     * The copy that the caller may take out of that store.
     *
     * @throws ProblemException 404, 403 or 409, in the order of spec images, section 16
     */
    @Transactional
    Copy find(String store, String imageId, Caller caller) {
        return removable(access.lock(imageId, caller, Rule.DELETE_IMAGE_LOCATION), store);
    }

    /** As {@link #find}; from its commit on nobody is sent to that copy any more. */
    @Transactional
    Copy takeOut(String store, String imageId, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.DELETE_IMAGE_LOCATION);
        Copy copy = removable(image, store);
        if (sql.update(TAKE_OUT, copy.location()) != 1) {
            throw new IllegalStateException("a location changed while its image was locked");
        }
        image.updatedAt = clock.instant();
        events.moved(MessageType.IMAGE_LOCATION_REMOVE, image, locations.stores(image.id), null, caller);
        return copy;
    }

    /** Its bytes are gone. */
    void gone(Copy copy) {
        results.apply(new StoreDeleteDone(
                copy.image(), copy.location(), copy.store(), copy.generation(), Outcome.GONE, null, null));
    }

    /** Its store refused and still has the bytes: they are part of the image again, unless that was deleted meanwhile. */
    @Transactional
    void putBack(Copy copy, Caller caller) {
        ImageRow image = images.lock(copy.image()).orElseThrow();
        if (image.deletedAt == null && sql.update(PUT_BACK, copy.location()) == 1) {
            image.updatedAt = clock.instant();
            events.updated(image, locations.stores(image.id), List.of("stores"), caller);
        }
    }

    /** Nobody knows whether its bytes are gone: the store is asked until it says so. */
    @Transactional
    void handOver(Copy copy) {
        images.lock(copy.image());
        removal.remove(copy.location());
    }

    private Copy removable(ImageRow image, String store) {
        if (image.status != ImageStatus.ACTIVE) {
            throw ProblemException.conflict("Image %s is %s: only active images can be taken out of a store."
                    .formatted(image.id, image.status.word()));
        }
        List<Copy> all = sql.list(ACTIVE, row -> copy(image.id, row), image.id);
        if (all.size() < 2) {
            throw last(image);
        }
        Copy wanted = all.stream()
                .filter(copy -> copy.store().equals(store))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.notFound("Image %s has no data in the store %s.".formatted(image.id, store)));
        // What is known to be wrong is no copy that could stand alone.
        if (!wanted.bad() && all.stream().allMatch(copy -> copy == wanted || copy.bad())) {
            throw last(image);
        }
        return wanted;
    }

    private static ProblemException last(ImageRow image) {
        return ProblemException.forbidden(
                "This is the only copy of the data of image %s. Delete the image instead.".formatted(image.id));
    }

    private static Copy copy(UUID image, ResultSet row) throws SQLException {
        return new Copy(
                image,
                row.getLong("id"),
                row.getString("store"),
                row.getString("object_name"),
                row.getString("url"),
                row.getLong("generation"),
                row.getBoolean("bad"));
    }
}
