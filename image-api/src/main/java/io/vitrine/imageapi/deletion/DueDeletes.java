package io.vitrine.imageapi.deletion;

import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.key.KeyCleanups;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes delayed deletes final when their grace is over: status and first removals in one transaction, so a restore comes before or never. */
@ApplicationScoped
public class DueDeletes implements SweepStep {
    private static final Logger LOG = LoggerFactory.getLogger(DueDeletes.class);
    private static final int PORTION = 500;
    private static final String DUE = """
            select id from images where status = 'pending_delete' and delete_due <= clock_timestamp() order by delete_due limit ?
            """;

    private final Sql sql;
    private final ImageRepository images;
    private final LocationRemoval removal;
    private final KeyCleanups keys;
    private final Clock clock;

    DueDeletes(Sql sql, ImageRepository images, LocationRemoval removal, KeyCleanups keys, Clock clock) {
        this.sql = sql;
        this.images = images;
        this.removal = removal;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void sweep() {
        List<UUID> due = sql.list(DUE, row -> Sql.uuid(row, "id"), PORTION);
        EachRow.of(due, this::finish);
    }

    @Transactional
    void finish(UUID id) {
        ImageRow image = images.lock(id).orElseThrow();
        if (image.status != ImageStatus.PENDING_DELETE) {
            return;
        }
        image.become(ImageStatus.DELETED, clock.instant());
        image.deleteDue = null;
        keys.scheduleFor(image, image.deletedBy);
        removal.removeAll(image);
        LOG.atInfo().addKeyValue("imageId", id).log("the grace of a delete is over; the image's data goes");
    }
}
