package io.vitrine.imageapi.upkeep;

import io.vitrine.contracts.internal.BlobCheck;
import io.vitrine.imageapi.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Committed bytes of an image in a store, and what they should be.
 *
 * @param known whether they are known to be wrong
 */
record StoredCopy(long location, UUID image, String store, boolean known, BlobCheck check) {
    /** Of {@code image_locations l} with {@code images i}. */
    static final String COLUMNS =
            "l.id, l.image_id, l.store, l.bad_since, l.url, i.size, l.crc32c, i.checksum, i.os_hash_algo, i.os_hash_value";

    static StoredCopy read(ResultSet row) throws SQLException {
        return new StoredCopy(
                row.getLong("id"),
                Sql.uuid(row, "image_id"),
                row.getString("store"),
                row.getObject("bad_since") != null,
                new BlobCheck(
                        row.getString("url"),
                        row.getLong("size"),
                        Sql.optionalLong(row, "crc32c"),
                        row.getString("checksum"),
                        row.getString("os_hash_algo"),
                        row.getString("os_hash_value"),
                        null));
    }

    /** The same, to be read no faster than that. */
    StoredCopy atPace(long bytesPerSecond) {
        return new StoredCopy(
                location,
                image,
                store,
                known,
                new BlobCheck(
                        check.url(),
                        check.size(),
                        check.crc32c(),
                        check.checksum(),
                        check.osHashAlgo(),
                        check.osHashValue(),
                        bytesPerSecond));
    }
}
