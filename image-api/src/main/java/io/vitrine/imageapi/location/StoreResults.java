package io.vitrine.imageapi.location;

import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of a {@code store.delete}. Repeats and late results change nothing: a location that is gone has no row. */
@ApplicationScoped
class StoreResults {
    private static final Logger LOG = LoggerFactory.getLogger(StoreResults.class);

    /** Bytes may still arrive where the write has not ended: then the store is asked again once it has. */
    private static final String GONE = """
            delete from image_locations l where l.id = ? and l.image_id = ? and l.status in ('pending_delete', 'orphaned')
                and not exists (select 1 from uploads u where u.location_id = l.id and u.state = 'open')
            """;

    private static final String ATTEMPTS =
            "select attempts from image_locations where id = ? and image_id = ? and status in ('pending_delete', 'orphaned')";
    private static final String AGAIN = """
            update image_locations set status = ?, last_error = ?, next_attempt = clock_timestamp() + ? * interval '1 millisecond',
                updated_at = clock_timestamp()
            where id = ?
            """;

    private final Sql sql;
    private final ImageRepository images;
    private final Purge purge;
    private final DeleteConfig config;

    StoreResults(Sql sql, ImageRepository images, Purge purge, DeleteConfig config) {
        this.sql = sql;
        this.images = images;
        this.purge = purge;
        this.config = config;
    }

    @Transactional
    void apply(StoreDeleteDone result) {
        Optional<ImageRow> image = images.lock(result.imageId());
        Optional<Integer> attempts =
                sql.first(ATTEMPTS, row -> row.getInt("attempts"), result.locationId(), result.imageId());
        if (image.isEmpty() || attempts.isEmpty()) {
            return;
        }
        Duration wait = wait(attempts.get(), result.retryAfterSeconds());
        switch (result.outcome()) {
            case GONE -> gone(result, image.get(), wait);
            case TRY_LATER -> again(result, LocationStatus.PENDING_DELETE, wait);
            case FAILED -> {
                again(result, LocationStatus.ORPHANED, config.max());
                LOG.atWarn()
                        .addKeyValue("imageId", result.imageId())
                        .addKeyValue("store", result.store())
                        .addKeyValue("locationId", result.locationId())
                        .addKeyValue("reason", result.reason())
                        .log("a store cannot remove the bytes of an image");
                purge.ifNothingIsLeft(image.get());
            }
        }
    }

    private void gone(StoreDeleteDone result, ImageRow image, Duration wait) {
        if (sql.update(GONE, result.locationId(), result.imageId()) == 1) {
            purge.ifNothingIsLeft(image);
        } else {
            again(result, LocationStatus.PENDING_DELETE, wait);
        }
    }

    private void again(StoreDeleteDone result, LocationStatus status, Duration wait) {
        sql.update(AGAIN, status.word(), result.reason(), wait, result.locationId());
    }

    private Duration wait(int attempts, @Nullable Long retryAfterSeconds) {
        Duration ours = config.backoff().after(Math.max(1, attempts));
        Duration asked = Duration.ofSeconds(retryAfterSeconds == null ? 0 : retryAfterSeconds);
        return asked.compareTo(ours) > 0 ? asked : ours;
    }
}
