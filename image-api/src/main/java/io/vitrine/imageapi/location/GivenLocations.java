package io.vitrine.imageapi.location;

import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code image_locations} that somebody gave: they have a URL and no object name. One whose bytes are not verified yet is {@code
 * pending}. Every call belongs into a transaction that holds the image's lock.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class GivenLocations {
    private static final String ADD = """
            insert into image_locations (image_id, store, url, metadata, generation, status, crc32c, created_at, updated_at)
            values (?, ?, ?, ?::jsonb, ?, ?, ?, clock_timestamp(), clock_timestamp())
            """;
    private static final String FIND = """
            select id, store, status from image_locations
            where image_id = ? and url = ? and object_name is null and status in ('pending', 'active') order by id
            """;
    private static final String VERIFIED = """
            update image_locations set status = 'active', crc32c = ?, updated_at = clock_timestamp()
            where id = ? and status in ('pending', 'active')
            """;
    private static final String FORGET =
            "delete from image_locations where image_id = ? and object_name is null and status = 'pending'";
    /** Two images must not be given the same bytes at the same time. */
    private static final String ONE_AT_A_TIME = "select 1 from pg_advisory_xact_lock(hashtextextended(?, 9))";

    private static final String TAKEN = """
            select 1 from image_locations where store = ? and object_name = ?
            union all select 1 from image_locations where url = ? and object_name is null
            """;

    /** A row that was found. */
    public record Given(long id, String store, LocationStatus status) {}

    private final Sql sql;
    private final Stores stores;

    GivenLocations(Sql sql, Stores stores) {
        this.sql = sql;
        this.stores = stores;
    }

    /**
     * Adds one.
     *
     * @param metadata JSON object
     * @throws ProblemException 400 when its bytes are, or are about to be no longer, those of some image of this system
     */
    public void add(
            UUID imageId,
            String store,
            String url,
            String metadata,
            long generation,
            LocationStatus status,
            @Nullable Long crc32c) {
        requireFree(store, url);
        sql.update(ADD, imageId, store, url, metadata, generation, status.word(), crc32c);
    }

    public Optional<Given> find(UUID imageId, String url) {
        return sql.first(FIND, GivenLocations::given, imageId, url);
    }

    /** Its bytes were read: from now on they are the image's. */
    public void verified(long id, long crc32c) {
        sql.update(VERIFIED, crc32c, id);
    }

    /** Drops what never became the image's. The record goes; the bytes are somebody else's (spec: imports, section 6). */
    public void forgetUnverified(UUID imageId) {
        sql.update(FORGET, imageId);
    }

    /**
     * In a store that we remove from, bytes have one owner: else the deletion of one image would take another's, and who knows an image's id
     * could read it.
     */
    private void requireFree(String store, String url) {
        if (stores.find(store).filter(Store::readOnly).isPresent()) {
            return;
        }
        sql.exists(ONE_AT_A_TIME, url);
        List<Boolean> taken = sql.list(TAKEN, row -> Boolean.TRUE, store, url.substring(url.lastIndexOf('/') + 1), url);
        if (!taken.isEmpty()) {
            throw ProblemException.badRequest("Invalid location: its bytes belong to an image already.");
        }
    }

    private static Given given(ResultSet row) throws SQLException {
        return new Given(
                row.getLong("id"),
                row.getString("store"),
                LocationStatus.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT)));
    }
}
