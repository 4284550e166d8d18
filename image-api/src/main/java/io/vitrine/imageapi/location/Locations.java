package io.vitrine.imageapi.location;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code image_locations}. Every call but the reading ones belongs into a transaction that holds the image's lock. */
@ApplicationScoped
public class Locations {
    private static final String INSERT = """
            insert into image_locations (image_id, store, object_name, generation, task_id, status, created_at, updated_at)
            values (?, ?, ?, ?, ?, 'pending', clock_timestamp(), clock_timestamp()) returning id
            """;
    private static final String ACTIVATE = """
            update image_locations set status = 'active', url = ?, crc32c = ?, updated_at = clock_timestamp()
            where id = ? and status = 'pending'
            """;
    private static final String KEEP = """
            update image_locations set status = ?, url = ?, crc32c = ?, part_bytes = ?, updated_at = clock_timestamp()
            where id = ? and status = 'pending'
            """;
    private static final String STAGE_PARTS =
            "update image_locations set status = 'staged', updated_at = clock_timestamp() where image_id = ? and status = 'part'";
    private static final String PARTS = "select count(*) from image_locations where image_id = ? and status = 'part'";
    private static final String STAGED =
            "select exists (select 1 from image_locations where image_id = ? and status = 'staged')";
    private static final String STORES = """
            select l.store from image_locations l left join stores s on s.id = l.store
            where l.image_id = ? and l.status = 'active' order by coalesce(s.weight, 0) desc, l.id
            """;

    private static final String STORES_OF_TASK =
            "select store from image_locations where image_id = ? and status = 'active' and task_id = ? order by id";

    private final Sql sql;

    Locations(Sql sql) {
        this.sql = sql;
    }

    /**
     * The place of bytes that are about to be written; its name is never used again.
     *
     * @param taskId the import that writes them, null for a user
     */
    public long open(UUID imageId, String store, String objectName, long generation, @Nullable UUID taskId) {
        return sql.first(INSERT, row -> row.getLong("id"), imageId, store, objectName, generation, taskId)
                .orElseThrow();
    }

    /** @return false: the location is on its way out, the bytes must go */
    public boolean activate(long id, String url, long crc32c) {
        return sql.update(ACTIVATE, url, crc32c, id) == 1;
    }

    /** As {@link #activate}, for bytes that wait for their import; how many there are stands with them. */
    public boolean stage(long id, String url, long crc32c, long bytes) {
        return keep(id, LocationStatus.STAGED, url, crc32c, bytes);
    }

    /** As {@link #stage}, for some of the bytes: no import takes them before {@link #stageParts}. */
    public boolean part(long id, String url, long crc32c, long bytes) {
        return keep(id, LocationStatus.PART, url, crc32c, bytes);
    }

    private boolean keep(long id, LocationStatus status, String url, long crc32c, long bytes) {
        return sql.update(KEEP, status.word(), url, crc32c, bytes, id) == 1;
    }

    /** The parts are the whole now. */
    public void stageParts(UUID imageId) {
        sql.update(STAGE_PARTS, imageId);
    }

    /** How many parts of the image are durable. */
    public int parts(UUID imageId) {
        return sql.first(PARTS, row -> row.getInt(1), imageId).orElse(0);
    }

    /** Whether bytes of the image wait for an import. */
    public boolean isStaged(UUID imageId) {
        return sql.first(STAGED, row -> row.getBoolean(1), imageId).orElse(false);
    }

    /** Ids of the stores that hold committed bytes because of that import. */
    public List<String> storesOf(UUID imageId, UUID taskId) {
        return sql.list(STORES_OF_TASK, row -> row.getString("store"), imageId, taskId);
    }

    /** Ids of the stores that hold committed bytes, best first. */
    public List<String> stores(UUID imageId) {
        return sql.list(STORES, row -> row.getString("store"), imageId);
    }
}
