package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Row of {@code resumable_uploads}.
 *
 * @param length bytes of the whole, as announced
 * @param received bytes that are here
 * @param store where the import will place them
 * @param owner project of whoever began it
 * @param isOver given up, expired, or its image is deleted
 */
record ResumableUpload(
        UUID id,
        UUID imageId,
        long length,
        long received,
        String store,
        String owner,
        String userId,
        @Nullable String requestId,
        ResumableState state,
        Instant expiresAt,
        boolean isOver) {
    static final String QUERY = """
            select r.id, r.image_id, r.length, r.received, r.store, r.owner, r.user_id, r.request_id, r.state, r.expires_at,
                r.state = 'ended' or i.deleted_at is not null or (r.state = 'open' and r.expires_at < clock_timestamp()) as is_over
            from resumable_uploads r join images i on i.id = r.image_id where\s""";

    static ResumableUpload read(ResultSet row) throws SQLException {
        return new ResumableUpload(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "image_id"),
                row.getLong("length"),
                row.getLong("received"),
                row.getString("store"),
                row.getString("owner"),
                row.getString("user_id"),
                row.getString("request_id"),
                ResumableState.of(row.getString("state")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_over"));
    }

    long missing() {
        return length - received;
    }
}
