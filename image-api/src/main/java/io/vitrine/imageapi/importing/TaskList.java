package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageId;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks for the tasks API: all for an admin, else those of the caller's project (spec: images, section 20). */
@ApplicationScoped
class TaskList {
    private static final String VISIBLE =
            " from tasks t where (? or owner = ?) and (expires_at is null or expires_at > clock_timestamp())";
    private static final String ITEMS =
            "select id, type, status, owner, expires_at, created_at, updated_at, image_id, request_id, user_id"
                    + VISIBLE;
    private static final String ONE = "select " + TaskView.COLUMNS + VISIBLE + " and id = ?";

    record Page(List<TaskView.Item> tasks, boolean more) {}

    private final Sql sql;

    TaskList(Sql sql) {
        this.sql = sql;
    }

    /** @throws ProblemException 400 for a marker that the caller cannot see */
    Page page(TaskQuery query, Caller caller) {
        StringBuilder statement = new StringBuilder(ITEMS);
        List<@Nullable Object> values = new ArrayList<>();
        values.add(caller.isAdmin());
        values.add(caller.projectId());
        query.filters().forEach((column, value) -> {
            statement.append(" and ").append(column).append("::text = ?");
            values.add(value);
        });
        String order = query.ascending() ? "asc" : "desc";
        query.marker().ifPresent(marker -> {
            if (find(marker, caller).isEmpty()) {
                throw ProblemException.badRequest("Parameter 'marker' names no task that you can list.");
            }
            // Columns come from a fixed set; what the caller wrote is only ever a value.
            statement.append(" and (%s, id) %s (select m.%s, m.id from tasks m where m.id = ?)"
                    .formatted(query.sortKey(), query.ascending() ? ">" : "<", query.sortKey()));
            values.add(marker);
        });
        statement.append(" order by %s %s, id %s limit ?".formatted(query.sortKey(), order, order));
        values.add(query.limit() + 1);
        List<TaskView.Item> found = sql.list(statement.toString(), TaskList::item, values.toArray());
        boolean more = found.size() > query.limit();
        return new Page(more ? found.subList(0, query.limit()) : found, more);
    }

    /** @throws ProblemException 404 */
    TaskView.Full show(String id, Caller caller) {
        return ImageId.parse(id)
                .flatMap(task -> find(task, caller))
                .orElseThrow(() -> ProblemException.notFound("No task found with ID %s.".formatted(id)));
    }

    private Optional<TaskView.Full> find(UUID id, Caller caller) {
        return sql.first(ONE, TaskList::full, caller.isAdmin(), caller.projectId(), id);
    }

    private static TaskView.Full full(ResultSet row) throws SQLException {
        UUID id = Sql.uuid(row, "id");
        return new TaskView.Full(
                id,
                row.getString("type"),
                row.getString("status"),
                row.getString("owner"),
                row.getObject("image_id", UUID.class),
                row.getString("request_id"),
                row.getString("user_id"),
                row.getString("input"),
                row.getString("result"),
                row.getString("message"),
                TaskView.progress(row),
                time(row, "expires_at"),
                Objects.requireNonNull(time(row, "created_at")),
                Objects.requireNonNull(time(row, "updated_at")),
                "/v2/tasks/" + id,
                "/v2/schemas/task");
    }

    private static TaskView.Item item(ResultSet row) throws SQLException {
        UUID id = Sql.uuid(row, "id");
        return new TaskView.Item(
                id,
                row.getString("type"),
                row.getString("status"),
                row.getString("owner"),
                row.getObject("image_id", UUID.class),
                row.getString("request_id"),
                row.getString("user_id"),
                time(row, "expires_at"),
                Objects.requireNonNull(time(row, "created_at")),
                Objects.requireNonNull(time(row, "updated_at")),
                "/v2/tasks/" + id,
                "/v2/schemas/task");
    }

    private static @Nullable String time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : ImageEvents.seconds(time.toInstant());
    }
}
