package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.ImageTargets;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** May a user read an image's bytes, and where are they? One statement: it is asked for every download (design, decision "download grant"). */
@ApplicationScoped
class Downloads {
    private static final String QUERY = """
            select i.id, i.owner, i.visibility, i.status, i.size, i.checksum, i.os_hash_algo, i.os_hash_value,
                exists (select 1 from image_members m where m.image_id = i.id and m.member = ?) as member,
                l.id as location, l.store, l.url, l.crc32c, l.bad_since is not null as bad
            from images i
                left join image_locations l on l.image_id = i.id and l.status = 'active' and i.status in ('active', 'deactivated')
                left join stores s on s.id = l.store
            where i.id = ? and i.deleted_at is null
            order by coalesce(s.weight, 0) desc, l.id
            """;

    /** Seconds. Somebody has to bring the bytes back first. */
    private static final long RETRY_AFTER = 60;

    private record Row(
            Target target,
            ImageStatus status,
            DownloadGrant grant,
            DownloadGrant.@Nullable Location location,
            boolean bad) {}

    private final Sql sql;
    private final Policy policy;
    private final ImageTargets targets;
    private final StorePreference preferences;

    Downloads(Sql sql, Policy policy, ImageTargets targets, StorePreference preferences) {
        this.sql = sql;
        this.policy = policy;
        this.targets = targets;
        this.preferences = preferences;
    }

    /** @throws ProblemException 404, 403, 400 for a preference that names no store, or 503 when no copy holds what was written */
    DownloadGrant open(String imageId, Caller caller, @Nullable String prefer) {
        UUID id = ImageAccess.parse(imageId);
        List<Row> rows = sql.list(QUERY, Downloads::row, caller.projectId(), id);
        if (rows.isEmpty()) {
            throw ImageAccess.missing(imageId);
        }
        Row image = rows.getFirst();
        Target target = image.target.with(targets.attributes(id));
        if (!policy.shows(target, caller)) {
            throw ImageAccess.missing(imageId);
        }
        policy.require(Rule.DOWNLOAD_IMAGE, caller, target);
        if (prefer != null && !prefer.isBlank()) {
            policy.require(Rule.DOWNLOAD_FROM_STORE, caller, target);
        }
        if (image.status == ImageStatus.DEACTIVATED && !caller.isAdmin()) {
            throw ProblemException.forbidden("The image %s is deactivated.".formatted(id));
        }
        Comparator<DownloadGrant.Location> order = preferences.order(prefer);
        List<DownloadGrant.Location> good = rows.stream()
                .filter(row -> !row.bad)
                .map(Row::location)
                .filter(Objects::nonNull)
                .sorted(order)
                .toList();
        if (good.isEmpty() && image.location != null) {
            // No place at all would read as an image that has no data yet.
            throw ProblemException.unavailable("The data cannot be read just now.", RETRY_AFTER);
        }
        DownloadGrant grant = image.grant;
        return new DownloadGrant(
                grant.imageId(), grant.size(), grant.checksum(), grant.osHashAlgo(), grant.osHashValue(), good);
    }

    private static Row row(ResultSet row) throws SQLException {
        Visibility visibility = Visibility.of(row.getString("visibility")).orElseThrow();
        Long location = Sql.optionalLong(row, "location");
        return new Row(
                new Target(row.getString("owner"), visibility, row.getBoolean("member")),
                ImageStatus.of(row.getString("status")),
                new DownloadGrant(
                        Sql.uuid(row, "id"),
                        Sql.optionalLong(row, "size"),
                        row.getString("checksum"),
                        row.getString("os_hash_algo"),
                        row.getString("os_hash_value"),
                        List.of()),
                location == null
                        ? null
                        : new DownloadGrant.Location(
                                location,
                                row.getString("store"),
                                row.getString("url"),
                                Sql.optionalLong(row, "crc32c")),
                row.getBoolean("bad"));
    }
}
