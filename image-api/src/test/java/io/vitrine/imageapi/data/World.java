package io.vitrine.imageapi.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.auth.TestCallers;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.TestStores;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tests of the write side need around them: images, stores, callers, and a look at the rows. */
@ApplicationScoped
public class World {
    private final Sql sql;
    private final ObjectMapper json;
    private final UploadOpening opening;
    private final TestStores stores;

    World(Sql sql, ObjectMapper json, UploadOpening opening, TestStores stores) {
        this.sql = sql;
        this.json = json;
        this.opening = opening;
        this.stores = stores;
    }

    public static Caller member(String project) {
        return TestCallers.of("user-of-" + project, project, Role.MEMBER);
    }

    public static Caller admin() {
        return TestCallers.of("root", "admin", Role.ADMIN);
    }

    public UUID queuedImage(String owner) {
        return queuedImage(owner, Map.of());
    }

    public UUID queuedImage(String owner, Map<String, String> properties) {
        UUID id = UUID.randomUUID();
        sql.update("""
                insert into images (id, name, status, visibility, owner, disk_format, container_format, properties, created_at, updated_at)
                values (?, 'an image', 'queued', 'private', ?, 'raw', 'bare', ?::jsonb, now(), now())
                """, id, owner, write(properties));
        return id;
    }

    /** Two usable stores, {@code fast} (default) and {@code cheap}. */
    public void stores() {
        stores.announce();
    }

    public UploadGrant open(UUID image, String owner) {
        return opening.open(image.toString(), member(owner), request(null));
    }

    public static OpenUpload request(String size) {
        return new OpenUpload("gateway-1", "application/octet-stream", null, size, null);
    }

    public static CommitUpload bytes(long generation, long size) {
        return new CommitUpload(
                generation,
                "file:///images/x." + generation,
                size,
                "c".repeat(32),
                "sha512",
                "a".repeat(128),
                7,
                10 * size,
                "qcow2");
    }

    public String status(UUID image) {
        return text("select status from images where id = ?", image);
    }

    public List<String> locations(UUID image) {
        return sql.list(
                "select status from image_locations where image_id = ? order by id", r -> r.getString(1), image);
    }

    public String text(String query, Object... values) {
        return sql.first(query, row -> String.valueOf(row.getString(1)), values).orElse("none");
    }

    public long number(String query, Object... values) {
        return sql.first(query, row -> row.getLong(1), values).orElseThrow();
    }

    public void change(String statement, Object... values) {
        sql.update(statement, values);
    }

    public String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public JsonNode read(byte[] document) throws IOException {
        return json.readTree(document);
    }
}
