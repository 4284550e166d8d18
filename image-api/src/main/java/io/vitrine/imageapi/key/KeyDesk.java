package io.vitrine.imageapi.key;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator sees of keys, and may do about those that stayed. */
@Unremovable
@ApplicationScoped
public class KeyDesk {
    private static final String LIST = """
            select image_id, key_id, project_id, requested_by, state, reason, attempts, next_attempt, last_code, updated_at
            from key_cleanup
            where state = any(?) and (?::text is null or reason = ?) and (?::text is null or project_id = ?)
                and (?::uuid is null or image_id = ?) and (?::uuid is null or (image_id, key_id) > (?, ?))
            order by image_id, key_id limit ?
            """;
    /** A key that was refused because of what the properties say is not for retries: nobody can say which one was meant. */
    private static final String RETRY = """
            update key_cleanup c set state = 'pending', reason = null, last_code = null, attempts = 0, asked_at = null,
                next_attempt = clock_timestamp(), updated_at = clock_timestamp()
            from images i
            where c.image_id = ? and c.key_id = ? and c.state in ('skipped', 'failed')
                and coalesce(c.reason, '') not in ('conflict', 'not-a-key-id', 'foreign-reference')
                and i.id = c.image_id and i.purged_at is not null
            """;

    private static final String ROW =
            "select " + KeyRow.COLUMNS + " from key_cleanup where image_id = ? and key_id = ?";

    private final Sql sql;
    private final ImageRepository images;
    private final KeyEndings endings;
    private final KeysConfig config;

    KeyDesk(Sql sql, ImageRepository images, KeyEndings endings, KeysConfig config) {
        this.sql = sql;
        this.images = images;
        this.endings = endings;
        this.config = config;
    }

    /** One key of one image, as operators see it. */
    public record Entry(
            UUID imageId,
            String keyId,
            @Nullable String projectId,
            @Nullable String requestedBy,
            String state,
            @Nullable String reason,
            int attempts,
            @Nullable Instant nextAttempt,
            @Nullable Integer lastCode,
            Instant updatedAt) {}

    /** Which keys are meant; what is null does not matter. */
    public record Query(
            List<KeyCleanupState> states,
            @Nullable String reason,
            @Nullable String projectId,
            @Nullable UUID imageId) {}

    /** The keys in the order of their images. @param after the last one that is known already */
    public List<Entry> list(Query query, @Nullable Entry after, int limit) {
        UUID image = after == null ? null : after.imageId();
        String key = after == null ? null : after.keyId();
        return sql.list(
                LIST,
                KeyDesk::entry,
                query.states().stream().map(KeyCleanupState::word).toArray(String[]::new),
                query.reason(),
                query.reason(),
                query.projectId(),
                query.projectId(),
                query.imageId(),
                query.imageId(),
                image,
                image,
                key,
                limit);
    }

    /** Has a key that was skipped or failed tried again, from the next sweep on and with all the time that a new one has. */
    @Transactional
    public boolean retry(Entry entry) {
        return images.lock(entry.imageId()).isPresent() && sql.update(RETRY, entry.imageId(), entry.keyId()) > 0;
    }

    /** Closes a key that failed: it stays in the key manager, and nobody is reminded of it any more. */
    @Transactional
    public boolean forget(Entry entry) {
        return images.lock(entry.imageId()).isPresent()
                && sql.first(ROW, KeyRow::read, config.giveUp(), entry.imageId(), entry.keyId())
                        .filter(endings::close)
                        .isPresent();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int code = row.getInt("last_code");
        Integer lastCode = row.wasNull() ? null : code;
        return new Entry(
                Sql.uuid(row, "image_id"),
                row.getString("key_id"),
                row.getString("project_id"),
                row.getString("requested_by"),
                row.getString("state"),
                row.getString("reason"),
                row.getInt("attempts"),
                instant(row, "next_attempt"),
                lastCode,
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
