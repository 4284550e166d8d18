package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.TaskData;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of tasks. A status changes by a statement that names the status before; the image's lock is held. */
@ApplicationScoped
class Tasks {
    private static final String INSERT = """
            insert into tasks (id, type, status, owner, image_id, user_id, request_id, input, job, created_at, updated_at)
            values (?, ?, 'pending', ?, ?, ?, ?, ?::jsonb, ?::jsonb, clock_timestamp(), clock_timestamp())
            returning\s""" + TaskEvents.COLUMNS;
    private static final String COLUMNS =
            "select id, image_id, status, holder, generation, attempts, request_id, coalesce(job, input) as job from tasks where ";
    private static final String CLAIM = """
            update tasks set status = 'processing', holder = ?, generation = ?, attempts = attempts + 1, next_attempt = null,
                lost_after = clock_timestamp() + ? * interval '1 millisecond', updated_at = clock_timestamp(),
                phase = 'starting', bytes_done = null, bytes_total = null, bytes_per_second = null, progress_at = null
            where id = ? and status = 'pending' returning\s""" + TaskEvents.COLUMNS;
    private static final String AGAIN = """
            update tasks set status = 'pending', holder = null, lost_after = null, generation = ?, message = ?,
                next_attempt = clock_timestamp() + ? * interval '1 millisecond', updated_at = clock_timestamp()
            where id = ? and status = 'processing'
            """;
    private static final String END = """
            update tasks set status = ?, message = ?, result = ?::jsonb, holder = null, lost_after = null, next_attempt = null,
                sealed_token = null, token_expires = null,
                expires_at = clock_timestamp() + ? * interval '1 millisecond', updated_at = clock_timestamp()
            where id = ? and status in ('pending', 'processing') returning\s""" + TaskEvents.COLUMNS;

    private final Sql sql;
    private final ObjectMapper json;
    private final TaskEvents events;
    private final ImportConfig config;

    Tasks(Sql sql, ObjectMapper json, TaskEvents events, ImportConfig config) {
        this.sql = sql;
        this.json = json;
        this.events = events;
        this.config = config;
    }

    void add(NewTask task) {
        tell(
                MessageType.TASK_CREATE,
                INSERT,
                task.id(),
                task.type(),
                task.owner(),
                task.imageId(),
                task.userId(),
                task.requestId(),
                write(task.input()),
                task.job() == null ? null : write(task.job()));
    }

    Optional<Task> find(UUID id) {
        return sql.first(COLUMNS + "id = ?", this::task, id);
    }

    /** Locked, so that a renewal cannot come between this look and what follows from it. */
    Optional<Task> findLost(UUID id) {
        return sql.first(
                COLUMNS + "id = ? and status = 'processing' and lost_after < clock_timestamp() for update",
                this::task,
                id);
    }

    boolean isLive(UUID id) {
        return find(id).filter(task -> !task.status().isFinal()).isPresent();
    }

    boolean claim(UUID id, String holder, long generation, Duration lease) {
        return tell(MessageType.TASK_PROCESSING, CLAIM, holder, generation, lease, id);
    }

    boolean again(UUID id, long generation, String message, Duration wait) {
        return sql.update(AGAIN, generation, message, wait, id) == 1;
    }

    boolean succeed(UUID id, UUID imageId, String message) {
        return end(id, TaskStatus.SUCCESS, message, write(Map.of("image_id", imageId)));
    }

    boolean fail(UUID id, String message) {
        return end(id, TaskStatus.FAILURE, message, null);
    }

    private boolean end(UUID id, TaskStatus status, String message, @Nullable String result) {
        String type = status == TaskStatus.SUCCESS ? MessageType.TASK_SUCCESS : MessageType.TASK_FAILURE;
        return tell(type, END, status.word(), message, result, config.taskTtl(), id);
    }

    private boolean tell(String type, String change, @Nullable Object... values) {
        Optional<TaskData> changed = sql.first(change, TaskEvents::read, values);
        changed.ifPresent(task -> events.tell(type, task));
        return changed.isPresent();
    }

    private Task task(ResultSet row) throws SQLException {
        try {
            return new Task(
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "image_id"),
                    TaskStatus.of(row.getString("status")),
                    row.getString("holder"),
                    Sql.optionalLong(row, "generation"),
                    row.getInt("attempts"),
                    row.getString("request_id"),
                    json.readValue(row.getString("job"), TaskInput.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the input of a task is what we wrote", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can be written", e);
        }
    }
}
