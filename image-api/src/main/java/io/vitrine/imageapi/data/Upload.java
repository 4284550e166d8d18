package io.vitrine.imageapi.data;

import io.vitrine.imageapi.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Row of {@code uploads}: one write of one image's bytes into one store.
 *
 * @param taskId the import that writes; null for a user's upload
 * @param taskCurrent whether that import still holds its job and its image; true for a user's upload
 * @param mustSucceed whether the import wants all its stores or none
 * @param wantedStores all the stores of the import
 * @param generation fence of this write
 * @param reservedBytes what it holds of its project's limit; 0 without one
 * @param expectedBytes announced by the sender, null when unknown
 */
record Upload(
        UUID id,
        UUID imageId,
        long locationId,
        String store,
        WriteKind kind,
        @Nullable UUID taskId,
        boolean taskCurrent,
        boolean mustSucceed,
        List<String> wantedStores,
        long generation,
        UploadState state,
        long reservedBytes,
        @Nullable Long expectedBytes) {
    static final String QUERY = """
            select u.id, u.image_id, u.location_id, coalesce(l.store, '') as store, u.kind, u.task_id, u.generation, u.state, u.reserved_bytes,
                u.expected_bytes,
                u.task_id is null or coalesce(t.status = 'processing' and t.generation = u.task_generation, false) as task_current,
                coalesce((coalesce(t.job, t.input) -> 'import_req' ->> 'all_stores_must_succeed')::boolean, true) as must_succeed,
                array(select jsonb_array_elements_text(coalesce(t.job, t.input) -> 'backend')) as wanted_stores
            from uploads u left join image_locations l on l.id = u.location_id left join tasks t on t.id = u.task_id
            where\s""";

    static Upload read(ResultSet row) throws SQLException {
        @Nullable UUID taskId = row.getObject("task_id", UUID.class);
        return new Upload(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "image_id"),
                row.getLong("location_id"),
                row.getString("store"),
                WriteKind.of(row.getString("kind")),
                taskId,
                row.getBoolean("task_current"),
                row.getBoolean("must_succeed"),
                List.of((String[]) row.getArray("wanted_stores").getArray()),
                row.getLong("generation"),
                UploadState.of(row.getString("state")),
                row.getLong("reserved_bytes"),
                Sql.optionalLong(row, "expected_bytes"));
    }

    boolean isImport() {
        return kind == WriteKind.IMPORT;
    }

    boolean isOpen() {
        return state == UploadState.OPEN;
    }
}
