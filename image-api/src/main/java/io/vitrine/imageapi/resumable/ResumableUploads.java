package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of resumable uploads. Whoever changes a row holds its image's lock. */
@ApplicationScoped
class ResumableUploads {
    private static final String INSERT = """
            insert into resumable_uploads (id, image_id, length, store, owner, user_id, request_id, state, created_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, 'open', clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond')
            """;
    private static final String RECEIVE = """
            update resumable_uploads set received = received + ?, expires_at = clock_timestamp() + ? * interval '1 millisecond'
            where id = ? and state = 'open'
            """;
    private static final String END = "update resumable_uploads set state = ? where id = ? and state = 'open'";
    /** While a request brings bytes the upload waits for nothing. */
    private static final String EXPIRED = """
            select r.id from resumable_uploads r where r.state = 'open' and r.expires_at < clock_timestamp()
                and not exists (select from uploads u where u.image_id = r.image_id and u.state = 'open')
            order by r.expires_at limit 500
            """;

    private static final String FORGET =
            "delete from resumable_uploads where state <> 'open' and expires_at < clock_timestamp() - interval '7 days'";

    private final Sql sql;

    ResumableUploads(Sql sql) {
        this.sql = sql;
    }

    void add(
            UUID id,
            UUID imageId,
            long length,
            String store,
            String owner,
            String userId,
            @Nullable String requestId,
            Duration expiry) {
        sql.update(INSERT, id, imageId, length, store, owner, userId, requestId, expiry);
    }

    Optional<ResumableUpload> find(UUID id) {
        return sql.first(ResumableUpload.QUERY + "r.id = ?", ResumableUpload::read, id);
    }

    Optional<ResumableUpload> openOf(UUID imageId) {
        return sql.first(ResumableUpload.QUERY + "r.image_id = ? and r.state = 'open'", ResumableUpload::read, imageId);
    }

    void receive(UUID id, long bytes, Duration expiry) {
        sql.update(RECEIVE, bytes, expiry, id);
    }

    /** @return false: it has ended before */
    boolean end(UUID id, ResumableState state) {
        return sql.update(END, state.word(), id) == 1;
    }

    List<UUID> expired() {
        return sql.list(EXPIRED, row -> Sql.uuid(row, "id"));
    }

    void forget() {
        sql.update(FORGET);
    }
}
