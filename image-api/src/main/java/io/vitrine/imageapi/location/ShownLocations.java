package io.vitrine.imageapi.location;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The locations of an image in the order that users see, for those who change them by their place in it. */
@ApplicationScoped
public class ShownLocations {
    private static final String QUERY = """
            select l.id, l.url, l.metadata from image_locations l left join stores s on s.id = l.store
            where l.image_id = ? and l.status = 'active' order by coalesce(s.weight, 0) desc, l.id
            """;
    private static final String DESCRIBE =
            "update image_locations set metadata = ?::jsonb, updated_at = clock_timestamp() where id = ?";

    /** @param metadata without the store */
    public record Shown(long id, String url, JsonNode metadata) {}

    private final Sql sql;
    private final ObjectMapper json;

    ShownLocations(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    public List<Shown> of(UUID imageId) {
        return sql.list(QUERY, this::shown, imageId);
    }

    /** @param metadata JSON object */
    public void describe(long id, String metadata) {
        sql.update(DESCRIBE, metadata, id);
    }

    private Shown shown(ResultSet row) throws SQLException {
        try {
            return new Shown(row.getLong("id"), row.getString("url"), json.readTree(row.getString("metadata")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metadata of a location is a JSON object", e);
        }
    }
}
