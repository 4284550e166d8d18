package io.vitrine.imageapi.migration;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Rows of deleted images and of forgotten tasks, removed for good. An image whose bytes or key are not gone yet is left; a removed image's id is
 * retired, so that nobody can use it again (spec: operations, section 2).
 */
@Unremovable
@ApplicationScoped
public class DeletedRows {
    private static final int BATCH = 500;
    private static final String OLD_IMAGES = """
            select i.id from images i
            where i.status = 'deleted' and i.purged_at is not null and i.deleted_at < clock_timestamp() - ? * interval '1 millisecond'
                and not exists (select from image_locations l where l.image_id = i.id)
                and not exists (select from key_cleanup k where k.image_id = i.id and k.state = 'pending')
                and (? or exists (select from image_members m where m.image_id = i.id)
                    or exists (select from tasks t where t.image_id = i.id))
            order by i.deleted_at limit ?
            """;

    private final Sql sql;

    DeletedRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * @param age rows deleted longer ago than this
     * @param most about so many rows; negative for no limit
     * @param images the rows of images themselves, too
     * @return how many rows went
     */
    public long purge(Duration age, long most, boolean images) {
        long gone = 0;
        while (most < 0 || gone < most) {
            int rows = portion(age, most < 0 ? BATCH : (int) Math.min(BATCH, most - gone), images);
            if (rows == 0) {
                return gone;
            }
            gone += rows;
        }
        return gone;
    }

    @Transactional
    int portion(Duration age, int most, boolean images) {
        List<UUID> ids = sql.list(OLD_IMAGES, row -> Sql.uuid(row, "id"), age, images, most);
        UUID[] old = ids.toArray(UUID[]::new);
        int rows = delete("image_members where image_id", old) + delete("tasks where image_id", old);
        if (images) {
            delete("uploads where image_id", old);
            delete("key_cleanup where image_id", old);
            sql.update("insert into retired_image_ids select unnest(?) on conflict do nothing", (Object) old);
            rows += delete("images where id", old);
        }
        return rows;
    }

    private int delete(String where, UUID[] ids) {
        return sql.update("delete from " + where + " = any (?)", (Object) ids);
    }
}
