package io.vitrine.imageapi.cache;

import io.vitrine.contracts.internal.CacheCheck;
import io.vitrine.contracts.internal.CacheGone;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a gateway must know for the images in its cache: where their bytes are, and whether they are still there. */
@ApplicationScoped
class CacheSources {
    private static final String IMAGE = """
            select id, size, checksum, os_hash_algo, os_hash_value from images
            where id = ? and status = 'active' and deleted_at is null
            """;
    private static final String LOCATIONS = """
            select l.id, l.store, l.url, l.crc32c from image_locations l left join stores s on s.id = l.store
            where l.image_id = ? and l.status = 'active' and l.bad_since is null
            order by coalesce(s.weight, 0) desc, l.id
            """;
    private static final String THERE = "select id from images where id = any (?::uuid[]) and deleted_at is null";

    private final Sql sql;

    CacheSources(Sql sql) {
        this.sql = sql;
    }

    /** @throws ProblemException 404 unless the image is active */
    DownloadGrant source(String imageId) {
        UUID id = ImageAccess.parse(imageId);
        List<DownloadGrant.Location> locations = sql.list(LOCATIONS, CacheSources::location, id);
        return sql.first(IMAGE, row -> grant(row, locations), id).orElseThrow(() -> ImageAccess.missing(imageId));
    }

    /** @throws ProblemException 400 when too many are asked about at once */
    CacheGone gone(CacheCheck check) {
        if (check.images().size() > CacheCheck.MOST) {
            throw ProblemException.badRequest("At most %d images can be asked about.".formatted(CacheCheck.MOST));
        }
        String ids = check.images().stream()
                .map(UUID::toString)
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        Set<UUID> there = new HashSet<>(sql.list(THERE, row -> Sql.uuid(row, "id"), "{" + ids + "}"));
        return new CacheGone(
                check.images().stream().filter(image -> !there.contains(image)).toList());
    }

    private static DownloadGrant grant(ResultSet row, List<DownloadGrant.Location> locations) throws SQLException {
        return new DownloadGrant(
                Sql.uuid(row, "id"),
                Sql.optionalLong(row, "size"),
                row.getString("checksum"),
                row.getString("os_hash_algo"),
                row.getString("os_hash_value"),
                locations,
                true);
    }

    private static DownloadGrant.Location location(ResultSet row) throws SQLException {
        return new DownloadGrant.Location(
                row.getLong("id"), row.getString("store"), row.getString("url"), Sql.optionalLong(row, "crc32c"));
    }
}
