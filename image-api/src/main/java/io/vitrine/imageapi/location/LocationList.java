package io.vitrine.imageapi.location;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Where an image's bytes are, best first, and never where they are known to be wrong. Services such as Nova read them past this API; of a deactivated image only administrators learn
 * them (spec: images, sections 8 and 18).
 */
@ApplicationScoped
class LocationList {
    private static final String QUERY = """
            select l.url, l.metadata || jsonb_build_object('store', l.store) as metadata
            from image_locations l join images i on i.id = l.image_id left join stores s on s.id = l.store
            where l.image_id = ? and l.status = 'active' and l.bad_since is null
                and i.deleted_at is null and (i.status <> 'deactivated' or ?)
            order by coalesce(s.weight, 0) desc, l.id
            """;

    /** @param metadata always names the store */
    record View(String url, @JsonRawValue String metadata) {}

    private final ImageAccess access;
    private final Sql sql;

    LocationList(ImageAccess access, Sql sql) {
        this.access = access;
        this.sql = sql;
    }

    /** @throws io.vitrine.imageapi.problem.ProblemException 404, or 403 for who sees the image but is no service */
    List<View> of(String imageId, Caller caller) {
        access.check(imageId, caller, Rule.FETCH_IMAGE_LOCATION);
        return sql.list(QUERY, LocationList::view, ImageAccess.parse(imageId), caller.isAdmin());
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(row.getString("url"), row.getString("metadata"));
    }
}
