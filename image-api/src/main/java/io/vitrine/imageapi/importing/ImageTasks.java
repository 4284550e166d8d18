package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks of one image: the caller's project's, or all for an admin (spec: images, section 15). */
@ApplicationScoped
class ImageTasks {
    private static final String QUERY = "select " + TaskView.COLUMNS + """
            from tasks t where image_id = ? and (? or owner = ?) and (expires_at is null or expires_at > clock_timestamp())
            order by created_at, id
            """;
    /** Microseconds and no zone, on this call alone (spec: images, section 0.7). */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    record Page(List<View> tasks) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record View(
            UUID id,
            String type,
            String status,
            String owner,
            @Nullable String expiresAt,
            String createdAt,
            String updatedAt,
            @Nullable String deletedAt,
            boolean deleted,
            UUID imageId,
            @Nullable String requestId,
            @Nullable String userId,
            @JsonRawValue String input,
            @JsonRawValue @Nullable String result,
            String message,
            @JsonInclude(JsonInclude.Include.NON_NULL) TaskView.@Nullable Progress progress) {}

    private final Sql sql;
    private final ImageAccess access;

    ImageTasks(Sql sql, ImageAccess access) {
        this.sql = sql;
        this.access = access;
    }

    /** @throws io.vitrine.imageapi.problem.ProblemException 404 for any denial */
    Page list(String imageId, Caller caller) {
        access.check(imageId, caller, Rule.GET_IMAGE);
        return new Page(
                sql.list(QUERY, ImageTasks::view, ImageAccess.parse(imageId), caller.isAdmin(), caller.projectId()));
    }

    private static View view(ResultSet row) throws SQLException {
        OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
        return new View(
                Sql.uuid(row, "id"),
                row.getString("type"),
                row.getString("status"),
                row.getString("owner"),
                expires == null ? null : time(expires),
                time(row.getObject("created_at", OffsetDateTime.class)),
                time(row.getObject("updated_at", OffsetDateTime.class)),
                null,
                false,
                Sql.uuid(row, "image_id"),
                row.getString("request_id"),
                row.getString("user_id"),
                row.getString("input"),
                row.getString("result"),
                row.getString("message"),
                TaskView.progress(row));
    }

    private static String time(OffsetDateTime time) {
        return TIME.format(LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC));
    }
}
