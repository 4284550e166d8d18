package io.vitrine.imageapi.importing;

import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.TaskData;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells everybody what becomes of tasks, in the transaction of the change (spec: events, section 1.2). */
@ApplicationScoped
class TaskEvents {
    /** Columns that a statement must return for an event of the row. */
    static final String COLUMNS =
            "id, type, status, owner, image_id, request_id, message, expires_at, created_at, updated_at, clock_timestamp() as now";

    private final Outbox outbox;

    TaskEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    static TaskData read(ResultSet row) throws SQLException {
        return data(row, null);
    }

    /** As {@link #read}, of a row that is gone. */
    static TaskData readDeleted(ResultSet row) throws SQLException {
        return data(row, Objects.requireNonNull(seconds(row, "now")));
    }

    void tell(String type, TaskData task) {
        Map<String, String> headers =
                MessageType.TASK_FAILURE.equals(type) ? Map.of(CloudEventHeaders.PRIORITY, "error") : Map.of();
        outbox.taskEvent(type, task.imageId() == null ? task.id() : task.imageId(), task, headers);
    }

    private static TaskData data(ResultSet row, @Nullable String deletedAt) throws SQLException {
        return new TaskData(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("status"),
                row.getString("owner"),
                row.getObject("image_id", UUID.class),
                row.getString("request_id"),
                row.getString("message"),
                seconds(row, "expires_at"),
                Objects.requireNonNull(seconds(row, "created_at")),
                Objects.requireNonNull(seconds(row, "updated_at")),
                deletedAt != null,
                deletedAt);
    }

    private static @Nullable String seconds(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        Instant instant = time == null ? null : time.toInstant();
        return instant == null ? null : ImageEvents.seconds(instant);
    }
}
