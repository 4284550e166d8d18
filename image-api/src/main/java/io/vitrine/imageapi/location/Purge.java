package io.vitrine.imageapi.location;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.key.KeyCleanups;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a deleted image: all data is gone, everybody hears it, and its key may go (spec: keys, section 4). */
@ApplicationScoped
class Purge {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

    /** Orphans hold up neither purge nor key (spec: stores, section 6). */
    private static final String SOMETHING_LEFT =
            "select 1 from image_locations where image_id = ? and status <> 'orphaned' limit 1";

    /** Once in the life of an image, whatever is delivered again. */
    private static final String PURGED =
            "update images set purged_at = clock_timestamp() where id = ? and purged_at is null";

    private final Sql sql;
    private final ImageEvents events;
    private final KeyCleanups keys;
    private final Clock clock;

    Purge(Sql sql, ImageEvents events, KeyCleanups keys, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.keys = keys;
        this.clock = clock;
    }

    /** Call it with the image locked, each time a location may have been the last one. */
    void ifNothingIsLeft(ImageRow image) {
        if (image.status != ImageStatus.DELETED
                || sql.exists(SOMETHING_LEFT, image.id)
                || sql.update(PURGED, image.id) == 0) {
            return;
        }
        image.updatedAt = clock.instant();
        events.happened(MessageType.IMAGE_PURGED, image, List.of(), null, null);
        keys.bytesAreGone(image);
        LOG.atInfo().addKeyValue("imageId", image.id).log("all bytes of a deleted image are gone");
    }
}
