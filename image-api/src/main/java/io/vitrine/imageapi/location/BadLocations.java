package io.vitrine.imageapi.location;

import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies that turned out to hold other bytes than were written: kept for an operator and a delete to find, and never read again. */
@ApplicationScoped
public class BadLocations {
    private static final Logger LOG = LoggerFactory.getLogger(BadLocations.class);

    private static final String MARK = """
            update image_locations set bad_since = clock_timestamp(), bad_reason = ?, updated_at = clock_timestamp()
            where id = ? and image_id = ? and status = 'active' and bad_since is null
            """;
    private static final String CLEAR =
            "update image_locations set bad_since = null, bad_reason = null, updated_at = clock_timestamp() where id = ? and bad_since is not null";
    private static final String KNOWN = "select 1 from image_locations where id = ? and image_id = ?";
    private static final String GOOD =
            "select 1 from image_locations where image_id = ? and status = 'active' and bad_since is null";

    private final ImageRepository images;
    private final Sql sql;

    BadLocations(ImageRepository images, Sql sql) {
        this.images = images;
        this.sql = sql;
    }

    /**
     * Marks an active location. Changes nothing when it was marked before or is on its way out.
     *
     * @throws ProblemException 404 when there is no such location
     */
    @Transactional
    public void mark(UUID imageId, long locationId, String reason) {
        // Two reports about the last two copies would each see the other's as good.
        images.lock(imageId);
        if (sql.update(MARK, reason, locationId, imageId) == 1) {
            LOG.atError()
                    .addKeyValue("imageId", imageId)
                    .addKeyValue("locationId", locationId)
                    .addKeyValue("reason", reason)
                    .addKeyValue("otherCopies", sql.exists(GOOD, imageId))
                    .log("A copy of an image's data is not what was written; it is not read any more");
        } else if (!sql.exists(KNOWN, locationId, imageId)) {
            throw ProblemException.notFound("There is no such location.");
        }
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
