package io.vitrine.imageapi.key;

import io.vitrine.imageapi.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Row of {@code key_cleanup}: one key of one image.
 *
 * @param expired whether the time for attempts is over
 */
record KeyRow(
        UUID imageId,
        String keyId,
        @Nullable String projectId,
        @Nullable String requestedBy,
        @Nullable String keySetBy,
        int attempts,
        boolean expired) {
    /** Give-up time in milliseconds is the first value of a query that reads these. */
    static final String COLUMNS = """
            image_id, key_id, project_id, requested_by, key_set_by, attempts,
            coalesce(asked_at < clock_timestamp() - ? * interval '1 millisecond', false) as expired
            """;

    private static final int SHOWN = 8;

    /** As much of a key id as others than operators may see. */
    static String shown(String keyId) {
        return keyId.substring(0, Math.min(SHOWN, keyId.length()));
    }

    static KeyRow read(ResultSet row) throws SQLException {
        return new KeyRow(
                Sql.uuid(row, "image_id"),
                row.getString("key_id"),
                row.getString("project_id"),
                row.getString("requested_by"),
                row.getString("key_set_by"),
                row.getInt("attempts"),
                row.getBoolean("expired"));
    }
}
