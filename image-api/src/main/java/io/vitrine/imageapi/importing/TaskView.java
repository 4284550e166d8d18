package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vitrine.imageapi.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as users see it (spec: model, section 9). */
final class TaskView {
    /**
     * Everything that is shown; of one that waits also its place in the fair order, one project after the other. Of each project no more jobs are
     * counted than can come before it: who is at the head of a long queue is found at once.
     */
    static final String COLUMNS = """
            id, type, status, owner, expires_at, created_at, updated_at, image_id, request_id, user_id, input, result, message, attempts,
            phase, bytes_done, bytes_total, bytes_per_second,
            case when status = 'pending' then (
            """ + JobClaims.WAITING + """
                , mine as (select count(*) as nth from tasks m
                    where m.owner = t.owner and m.status = 'pending' and (m.created_at, m.id) <= (t.created_at, t.id))
                select sum(earlier.jobs)::bigint from waiting w cross join mine cross join lateral (
                    select count(*) as jobs from (
                        select o.created_at, o.id, row_number() over (order by o.created_at, o.id) as nth from tasks o
                        where o.owner = w.owner and o.status = 'pending' order by o.created_at, o.id limit mine.nth) o
                    where o.nth < mine.nth or (o.created_at, o.id) <= (t.created_at, t.id)) earlier
                where w.owner is not null) end as queue_position
            """;

    private TaskView() {}

    /**
     * How far a task is; absent once it is over.
     *
     * @param phase {@code waiting}, {@code starting}, {@code downloading}, {@code copying}
     * @param queuePosition from 1, of one that waits
     * @param attempt of the run, from 1; of one that waits: the next
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(
            String phase,
            @Nullable Long queuePosition,
            int attempt,
            @Nullable Long bytesDone,
            @Nullable Long bytesTotal,
            @Nullable Long bytesPerSecond) {}

    /** Of the tasks API: what is not set is absent, but for the result. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Full(
            UUID id,
            String type,
            String status,
            String owner,
            @Nullable UUID imageId,
            @Nullable String requestId,
            @Nullable String userId,
            @JsonRawValue String input,

            @JsonInclude(JsonInclude.Include.ALWAYS) @JsonRawValue @Nullable
            String result,

            String message,
            @Nullable Progress progress,
            @Nullable String expiresAt,
            String createdAt,
            String updatedAt,
            String self,
            String schema) {}

    /** In lists of the tasks API. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            UUID id,
            String type,
            String status,
            String owner,
            @Nullable UUID imageId,
            @Nullable String requestId,
            @Nullable String userId,
            @Nullable String expiresAt,
            String createdAt,
            String updatedAt,
            String self,
            String schema) {}

    static @Nullable Progress progress(ResultSet row) throws SQLException {
        TaskStatus status = TaskStatus.of(row.getString("status"));
        int attempts = row.getInt("attempts");
        return switch (status) {
            case PENDING ->
                new Progress("waiting", Sql.optionalLong(row, "queue_position"), attempts + 1, null, null, null);
            case PROCESSING -> {
                String phase = row.getString("phase");
                yield new Progress(
                        phase == null ? "starting" : phase.toLowerCase(Locale.ROOT),
                        null,
                        attempts,
                        Sql.optionalLong(row, "bytes_done"),
                        Sql.optionalLong(row, "bytes_total"),
                        Sql.optionalLong(row, "bytes_per_second"));
            }
            case SUCCESS, FAILURE -> null;
        };
    }
}
