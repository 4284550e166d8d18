package io.vitrine.imageapi.image;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code direct_url} and {@code locations} of image documents, where an operator shows them; elsewhere this asks nothing (spec: model, section
 * 8).
 */
@ApplicationScoped
class ImageLocations {
    private static final String QUERY = """
            select l.image_id, l.url, l.metadata || jsonb_build_object('store', l.store) as metadata
            from image_locations l left join stores s on s.id = l.store
            where l.image_id = any(?) and l.status = 'active' order by coalesce(s.weight, 0) desc, l.id
            """;

    /** @param metadata JSON object that names the store */
    record Located(UUID image, String url, String metadata) {}

    private final LocationOptions options;
    private final Policy policy;
    private final Sql sql;

    ImageLocations(LocationOptions options, Policy policy, Sql sql) {
        this.options = options;
        this.policy = policy;
        this.sql = sql;
    }

    /** Locations of these images, best first: of all of them in one statement. */
    Map<UUID, List<Located>> of(List<ImageView> images) {
        if (!options.showMultiple() && !options.directUrl() || images.isEmpty()) {
            return Map.of();
        }
        UUID[] ids = images.stream().map(ImageView::id).toArray(UUID[]::new);
        return sql.list(QUERY, ImageLocations::located, (Object) ids).stream()
                .collect(Collectors.groupingBy(Located::image));
    }

    void write(JsonGenerator out, ImageView image, List<Located> locations, Caller caller) throws IOException {
        if (!options.showMultiple() && !options.directUrl() || !mayKnow(image, caller)) {
            return;
        }
        if (options.directUrl() && !locations.isEmpty()) {
            out.writeStringField("direct_url", locations.getFirst().url());
        }
        if (options.showMultiple()) {
            out.writeArrayFieldStart("locations");
            for (Located location : locations) {
                out.writeStartObject();
                out.writeStringField("url", location.url());
                out.writeFieldName("metadata");
                out.writeRawValue(location.metadata());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private boolean mayKnow(ImageView image, Caller caller) {
        boolean closed = image.status().equals(ImageStatus.DEACTIVATED.word()) && !caller.isAdmin();
        return !closed && policy.allows(Rule.GET_IMAGE_LOCATION, caller, image.target(false));
    }

    private static Located located(ResultSet row) throws SQLException {
        return new Located(Sql.uuid(row, "image_id"), row.getString("url"), row.getString("metadata"));
    }
}
