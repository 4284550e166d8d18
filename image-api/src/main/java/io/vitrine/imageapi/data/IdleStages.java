package io.vitrine.imageapi.data;

import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops staged bytes that nobody imports for longer than {@code images.import.staging.ttl}; without that setting they wait for ever (spec:
 * imports, section 8). The image is queued again.
 */
@ApplicationScoped
public class IdleStages implements SweepStep {
    private static final Logger LOG = LoggerFactory.getLogger(IdleStages.class);

    private static final String IDLE = """
            select i.id from images i join image_locations l on l.image_id = i.id and l.status = 'staged'
            where i.status = 'uploading' and i.deleted_at is null and i.import_task is null
                and l.updated_at < clock_timestamp() - ? * interval '1 millisecond'
            order by l.updated_at limit 500
            """;

    private final Sql sql;
    private final ImageRepository images;
    private final Locations locations;
    private final LocationRemoval removal;
    private final ImageEvents events;
    private final Clock clock;
    private final Optional<Duration> ttl;

    /** @param ttl so long staged bytes wait for their import before they are removed and the image is queued again; unset: for ever */
    IdleStages(
            Sql sql,
            ImageRepository images,
            Locations locations,
            LocationRemoval removal,
            ImageEvents events,
            Clock clock,
            @ConfigProperty(name = "images.import.staging.ttl") Optional<Duration> ttl) {
        this.sql = sql;
        this.images = images;
        this.locations = locations;
        this.removal = removal;
        this.events = events;
        this.clock = clock;
        this.ttl = ttl;
    }

    @Override
    public void sweep() {
        ttl.ifPresent(age -> EachRow.of(sql.list(IDLE, row -> Sql.uuid(row, "id"), age), this::drop));
    }

    @Transactional
    void drop(UUID id) {
        ImageRow image = images.lock(id).orElseThrow();
        if (image.status != ImageStatus.UPLOADING || image.importTask != null || !locations.isStaged(id)) {
            return;
        }
        removal.removeStaged(id);
        image.become(ImageStatus.QUEUED, clock.instant());
        image.forgetData();
        events.updated(image, List.of(), ImageStatus.UPLOADING, List.of("status", "size"));
        LOG.atInfo().addKeyValue("imageId", id).log("staged data was not imported in time and is dropped");
    }
}
