package io.vitrine.imageapi.key;

import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;

/** What became of a {@code key.delete}. Repeats and late results change nothing. */
@ApplicationScoped
public class KeyResults {
    private static final String WAITING = "select " + KeyRow.COLUMNS
            + " from key_cleanup where image_id = ? and key_id = ? and state = 'pending' and asked_at is not null";
    private static final String LATER = """
            update key_cleanup set next_attempt = clock_timestamp() + ? * interval '1 millisecond', reason = ?, last_code = ?,
                updated_at = clock_timestamp()
            where image_id = ? and key_id = ? and state = 'pending'
            """;

    private final Sql sql;
    private final ImageRepository images;
    private final KeyEndings endings;
    private final KeysConfig config;

    KeyResults(Sql sql, ImageRepository images, KeyEndings endings, KeysConfig config) {
        this.sql = sql;
        this.images = images;
        this.endings = endings;
        this.config = config;
    }

    @Transactional
    public void apply(KeyDeleteDone result) {
        if (images.lock(result.imageId()).isEmpty()) {
            return;
        }
        Optional<KeyRow> waiting = sql.first(
                WAITING,
                KeyRow::read,
                config.giveUp(),
                result.imageId(),
                result.keyId().toString());
        waiting.ifPresent(row -> apply(row, result));
    }

    private void apply(KeyRow row, KeyDeleteDone result) {
        switch (result.outcome()) {
            case DELETED -> endings.end(row, KeyCleanupState.DELETED, null, result.statusCode());
            case ALREADY_GONE -> endings.end(row, KeyCleanupState.ALREADY_GONE, result.reason(), result.statusCode());
            case SKIPPED -> endings.end(row, KeyCleanupState.SKIPPED, result.reason(), result.statusCode());
            case FAILED -> endings.end(row, KeyCleanupState.FAILED, result.reason(), result.statusCode());
            case TRY_LATER -> later(row, result);
        }
    }

    private void later(KeyRow row, KeyDeleteDone result) {
        Duration ours = config.backoff().after(Math.max(1, row.attempts()));
        Long asked = result.retryAfterSeconds();
        Duration wait =
                asked != null && Duration.ofSeconds(asked).compareTo(ours) > 0 ? Duration.ofSeconds(asked) : ours;
        sql.update(LATER, wait, result.reason(), result.statusCode(), row.imageId(), row.keyId());
    }
}
