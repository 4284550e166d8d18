package io.vitrine.imageapi.location;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.BadCopyData;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies that turned out to hold other bytes than were written: kept for an operator and a delete to find, and never read again. */
@ApplicationScoped
public class BadLocations {
    private static final Logger LOG = LoggerFactory.getLogger(BadLocations.class);

    private static final String MARK = """
            update image_locations set bad_since = clock_timestamp(), bad_reason = ?, updated_at = clock_timestamp()
            where id = ? and image_id = ? and status = 'active' and bad_since is null returning store
            """;
    private static final String CLEAR =
            "update image_locations set bad_since = null, bad_reason = null, updated_at = clock_timestamp() where id = ? and bad_since is not null";
    private static final String KNOWN = "select 1 from image_locations where id = ? and image_id = ?";
    private static final String GOOD =
            "select count(*) from image_locations where image_id = ? and status = 'active' and bad_since is null";
    private static final String STANDING =
            "select count(*) from image_locations where status = 'active' and bad_since is not null";

    private final ImageRepository images;
    private final Sql sql;
    private final Outbox outbox;
    private final MeterRegistry meters;

    BadLocations(ImageRepository images, Sql sql, Outbox outbox, MeterRegistry meters) {
        this.images = images;
        this.sql = sql;
        this.outbox = outbox;
        this.meters = meters;
    }

    void register(@Observes StartupEvent start) {
        Gauge.builder("image_copies_bad", this, BadLocations::standing)
                .description("copies that do not hold what was written and wait for an operator")
                .register(meters);
    }

    /**
     * Marks an active location, and tells everybody. Changes nothing when it was marked before or is on its way out.
     *
     * @throws ProblemException 404 when there is no such location
     */
    @Transactional
    public void mark(UUID imageId, long locationId, String reason) {
        // Two reports about the last two copies would each see the other's as good.
        Optional<ImageRow> image = images.lock(imageId);
        Optional<String> store = sql.first(MARK, row -> row.getString("store"), reason, locationId, imageId);
        if (store.isPresent()) {
            tell(image.orElseThrow(), locationId, store.get(), reason);
        } else if (!sql.exists(KNOWN, locationId, imageId)) {
            throw ProblemException.notFound("There is no such location.");
        }
    }

    private void tell(ImageRow image, long locationId, String store, String reason) {
        int left = sql.first(GOOD, row -> row.getInt(1), image.id).orElseThrow();
        outbox.event(
                MessageType.IMAGE_LOCATION_BAD,
                image.id,
                new BadCopyData(image.id, image.owner, store, reason, left),
                Map.of(CloudEventHeaders.PRIORITY, "error"));
        Counter.builder("image_copies_found_bad")
                .description("copies that turned out not to hold what was written")
                .tag("store", store)
                .register(meters)
                .increment();
        LOG.atError()
                .addKeyValue("imageId", image.id)
                .addKeyValue("locationId", locationId)
                .addKeyValue("store", store)
                .addKeyValue("reason", reason)
                .addKeyValue("copiesLeft", left)
                .log("A copy of an image's data is not what was written; it is not read any more");
    }

    private long standing() {
        return sql.first(STANDING, row -> row.getLong(1)).orElse(0L);
    }

    /** Every byte was read again and is what was written: it was the way to the reader that was bad, or somebody has put the bytes back. */
    @Transactional
    public void clear(UUID imageId, long locationId) {
        if (sql.update(CLEAR, locationId) == 1) {
            LOG.atInfo()
                    .addKeyValue("imageId", imageId)
                    .addKeyValue("locationId", locationId)
                    .log("A copy of an image's data is what was written after all; it is read again");
        }
    }
}
