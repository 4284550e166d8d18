package io.vitrine.imageapi.store;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stores hold, as the rows say. */
@Unremovable
@ApplicationScoped
public class StoreUsage {
    /** A store that is not configured any more may still hold bytes, and one that holds none is still there. */
    private static final String USAGE = """
            select coalesce(s.id, l.store) as id, s.type, s.usable, s.free_bytes, s.is_default,
                s.id is not null and s.seen_at > (select max(seen_at) from stores) - interval '60 seconds' as configured,
                coalesce(l.copies, 0) as copies, coalesce(l.bytes, 0)::bigint as bytes, coalesce(l.leaving, 0) as leaving,
                coalesce(l.arriving, 0) as arriving, coalesce(l.bad, 0) as bad
            from stores s full join (
                select l.store, count(*) filter (where l.status = 'active') as copies,
                    sum(i.size) filter (where l.status = 'active') as bytes,
                    count(*) filter (where l.status in ('pending_delete', 'orphaned')) as leaving,
                    count(*) filter (where l.status = 'pending') as arriving,
                    count(*) filter (where l.bad_since is not null) as bad
                from image_locations l join images i on i.id = l.image_id
                group by l.store) l on l.store = s.id
            order by id
            """;

    /**
     * One store.
     *
     * @param type null when no gateway knows it
     * @param configured whether a gateway announces it just now
     * @param free null when the store cannot tell
     * @param copies of images, whole and readable
     * @param arriving copies that are being written
     * @param leaving copies that are being removed
     * @param bad copies whose bytes are not those that were written
     */
    public record Usage(
            String id,
            @Nullable String type,
            boolean isDefault,
            boolean configured,
            boolean usable,
            long copies,
            long bytes,
            @Nullable Long free,
            long arriving,
            long leaving,
            long bad) {}

    private final Sql sql;

    StoreUsage(Sql sql) {
        this.sql = sql;
    }

    public List<Usage> all() {
        return sql.list(USAGE, StoreUsage::usage);
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                row.getString("id"),
                row.getString("type"),
                row.getBoolean("is_default"),
                row.getBoolean("configured"),
                row.getBoolean("usable"),
                row.getLong("copies"),
                row.getLong("bytes"),
                Sql.optionalLong(row, "free_bytes"),
                row.getLong("arriving"),
                row.getLong("leaving"),
                row.getLong("bad"));
    }
}
