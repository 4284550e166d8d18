package io.vitrine.imageapi.member;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vitrine.contracts.event.MemberData;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project that an image is shared with.
 *
 * @param project its id, which nobody checks against the identity provider
 */
record Member(UUID imageId, String project, String status, Instant createdAt, Instant updatedAt) {
    static final String COLUMNS = "image_id, member, status, created_at, updated_at";

    /** As the API shows it; times in UTC with seconds. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record View(String memberId, UUID imageId, String status, String createdAt, String updatedAt, String schema) {}

    record Page(List<View> members, String schema) {}

    static Member read(ResultSet row) throws SQLException {
        return new Member(
                Sql.uuid(row, "image_id"),
                row.getString("member"),
                row.getString("status"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    View view() {
        return new View(
                project,
                imageId,
                status,
                ImageEvents.seconds(createdAt),
                ImageEvents.seconds(updatedAt),
                "/v2/schemas/member");
    }

    static Page page(List<Member> members) {
        return new Page(members.stream().map(Member::view).toList(), "/v2/schemas/members");
    }

    /** @param deletedAt null while it is a member */
    MemberData data(@Nullable Instant deletedAt) {
        return new MemberData(
                imageId,
                project,
                status,
                ImageEvents.seconds(createdAt),
                ImageEvents.seconds(deletedAt == null ? updatedAt : deletedAt),
                deletedAt != null,
                deletedAt == null ? null : ImageEvents.seconds(deletedAt));
    }
}
