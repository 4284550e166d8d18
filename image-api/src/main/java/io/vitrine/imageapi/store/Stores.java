package io.vitrine.imageapi.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configured stores, in the order of their configuration. A store is configured while somebody announces it; when no gateway lives, the
 * last word counts. What another replica heard is known here within a second.
 */
@ApplicationScoped
public class Stores {
    private static final String CONFIGURED = """
            select id, type, weight, is_default, read_only, description, usable, properties from stores
            where seen_at > (select max(seen_at) from stores) - interval '60 seconds'
            order by position, id
            """;
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final TypeReference<Map<String, Object>> PROPERTIES = new TypeReference<>() {};

    private record Snapshot(List<Store> stores, long takenAt) {}

    private final Sql sql;
    private final ObjectMapper json;
    private volatile @Nullable Snapshot snapshot;

    Stores(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    public List<Store> all() {
        Snapshot known = snapshot;
        if (known == null || System.nanoTime() - known.takenAt() > FRESH_NANOS) {
            known = new Snapshot(List.copyOf(sql.list(CONFIGURED, this::store)), System.nanoTime());
            snapshot = known;
        }
        return known.stores();
    }

    public List<String> ids() {
        return all().stream().map(Store::id).toList();
    }

    public boolean exists(String id) {
        return find(id).isPresent();
    }

    /** Whether bytes can be written there just now. */
    public boolean usable(String id) {
        return find(id).filter(Store::isWritable).isPresent();
    }

    public Optional<Store> find(String id) {
        return all().stream().filter(store -> store.id().equals(id)).findFirst();
    }

    /** Empty as long as no gateway has ever announced one. */
    public Optional<Store> defaultStore() {
        return all().stream().filter(Store::isDefault).findFirst();
    }

    void forget() {
        snapshot = null;
    }

    private Store store(ResultSet row) throws SQLException {
        try {
            return new Store(
                    row.getString("id"),
                    row.getString("type"),
                    row.getInt("weight"),
                    row.getBoolean("is_default"),
                    row.getBoolean("read_only"),
                    row.getString("description"),
                    row.getBoolean("usable"),
                    json.readValue(row.getString("properties"), PROPERTIES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("properties of a store are a JSON object", e);
        }
    }
}
