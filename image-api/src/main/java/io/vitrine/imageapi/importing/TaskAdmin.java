package io.vitrine.imageapi.importing;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.EachRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks as operators look after them. */
@Unremovable
@ApplicationScoped
public class TaskAdmin {
    private static final String LIST = """
            select id, type, status, owner, image_id, attempts, holder, message, coalesce(bytes_done, 0) as bytes_done,
                extract(epoch from clock_timestamp() - created_at)::bigint as age,
                extract(epoch from lost_after - clock_timestamp())::bigint as lease
            from tasks where ?::text is null and status in ('pending', 'processing') or status = ?
            order by created_at desc, id desc limit ?
            """;
    private static final String STUCK = """
            select i.id from images i
            where i.deleted_at is null and (i.import_task is not null or i.status = 'importing')
                and not exists (select from tasks t where t.id = i.import_task and t.status in ('pending', 'processing'))
            order by i.id limit 500
            """;

    private final Sql sql;
    private final LostJobs lost;
    private final Tasks tasks;
    private final ImageRepository images;
    private final Locations locations;
    private final LocationRemoval removal;
    private final ImageEvents events;
    private final Clock clock;

    TaskAdmin(
            Sql sql,
            LostJobs lost,
            Tasks tasks,
            ImageRepository images,
            Locations locations,
            LocationRemoval removal,
            ImageEvents events,
            Clock clock) {
        this.sql = sql;
        this.lost = lost;
        this.tasks = tasks;
        this.images = images;
        this.locations = locations;
        this.removal = removal;
        this.events = events;
        this.clock = clock;
    }

    /**
     * One line a task, newest first.
     *
     * @param status null: those that are not over
     */
    public List<String> list(@Nullable String status, int limit) {
        return sql.list(LIST, TaskAdmin::line, status, status, limit);
    }

    /**
     * Takes back, without waiting for a sweep, jobs whose worker is silent for longer than its lease, and frees images that are locked by a task
     * that is over or gone.
     *
     * @return the freed images
     */
    public List<UUID> reap() {
        lost.sweep();
        List<UUID> freed = new ArrayList<>();
        EachRow.of(sql.list(STUCK, row -> Sql.uuid(row, "id")), id -> {
            if (free(id)) {
                freed.add(id);
            }
        });
        return freed;
    }

    @Transactional
    boolean free(UUID id) {
        ImageRow image = images.lock(id).orElseThrow();
        boolean locked = image.importTask != null && tasks.isLive(image.importTask);
        boolean stuck = image.importTask != null || image.status == ImageStatus.IMPORTING;
        if (image.deletedAt != null || locked || !stuck) {
            return false;
        }
        ImageStatus previous = image.status;
        if (image.status == ImageStatus.IMPORTING) {
            removal.removeAll(image);
            image.become(ImageStatus.QUEUED, clock.instant());
            image.forgetData();
        }
        image.importTask = null;
        image.importingToStores = image.importingToStores == null ? null : List.of();
        image.updatedAt = clock.instant();
        boolean moved = previous != image.status;
        events.updated(
                image,
                locations.stores(image.id),
                moved ? previous : null,
                moved ? List.of("status", "os_glance_import_task") : List.of("os_glance_import_task"));
        return true;
    }

    private static String line(ResultSet row) throws SQLException {
        Long lease = Sql.optionalLong(row, "lease");
        return "%s  %-16s %-10s project %s  image %s  age %d s  attempt %d  %d bytes%s%s"
                .formatted(
                        row.getString("id"),
                        row.getString("type"),
                        row.getString("status"),
                        row.getString("owner"),
                        row.getString("image_id"),
                        row.getLong("age"),
                        row.getInt("attempts"),
                        row.getLong("bytes_done"),
                        lease == null ? "" : "  worker %s, lease %d s".formatted(row.getString("holder"), lease),
                        row.getString("message").isBlank() ? "" : "  " + row.getString("message"));
    }
}
