package io.vitrine.imageapi.data;

import io.vitrine.imageapi.quota.Reservation;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of writes. A row changes its state once, by a statement that names the state before. */
@ApplicationScoped
class Uploads {
    private static final String INSERT = """
            insert into uploads (id, image_id, location_id, kind, task_id, task_generation, generation, state, holder, granted_bytes,
                reserved_bytes, expected_bytes, lost_after, created_at)
            values (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond', clock_timestamp())
            """;
    private static final String END =
            "update uploads set state = ?, ended_at = clock_timestamp() where id = ? and state = 'open'";
    private static final String END_LOST = END + " and lost_after < clock_timestamp()";
    private static final String GRANT =
            "update uploads set granted_bytes = greatest(granted_bytes, ?), reserved_bytes = ? where id = ? and state = 'open'";

    private final Sql sql;

    Uploads(Sql sql) {
        this.sql = sql;
    }

    void open(
            UUID id,
            UUID imageId,
            long locationId,
            long generation,
            WriteOrder order,
            Reservation reservation,
            Duration lease) {
        sql.update(
                INSERT,
                id,
                imageId,
                locationId,
                order.kind().word(),
                order.taskId(),
                order.taskGeneration(),
                generation,
                order.holder(),
                reservation.grantedBytes(),
                reservation.reservedBytes(),
                order.expectedBytes(),
                lease);
    }

    Optional<Upload> find(UUID id) {
        return sql.first(Upload.QUERY + "u.id = ?", Upload::read, id);
    }

    /** Locked, so that its lease cannot be renewed, nor the write end, between this look and what follows from it. */
    Optional<Upload> lock(UUID id) {
        return sql.first(Upload.QUERY + "u.id = ? for update of u", Upload::read, id);
    }

    boolean isOpenFor(UUID imageId) {
        return sql.exists("select 1 from uploads where image_id = ? and state = 'open'", imageId);
    }

    List<Upload> openPartsOf(UUID imageId) {
        return sql.list(
                Upload.QUERY + "u.image_id = ? and u.kind = 'part' and u.state = 'open' order by u.id for update of u",
                Upload::read,
                imageId);
    }

    List<Upload> openOf(UUID taskId) {
        return sql.list(
                Upload.QUERY + "u.task_id = ? and u.state = 'open' order by u.id for update of u",
                Upload::read,
                taskId);
    }

    /** @return false: it has ended before */
    boolean end(UUID id, UploadState state) {
        return sql.update(END, state.word(), id) == 1;
    }

    /** @return false: it has ended, or its lease was renewed */
    boolean endLost(UUID id) {
        return sql.update(END_LOST, UploadState.ABORTED.word(), id) == 1;
    }

    /** @return false: it has ended */
    boolean grant(UUID id, Reservation reservation) {
        return sql.update(GRANT, reservation.grantedBytes(), reservation.reservedBytes(), id) == 1;
    }
}
