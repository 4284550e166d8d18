package io.vitrine.imageapi.key;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The encryption keys of deleted images (spec: keys, section 4): decided in the delete's transaction, asked for only when all bytes are
 * gone, and then until there is a final answer. Every call is made with the image locked.
 */
@ApplicationScoped
public class KeyCleanups {
    private static final String SCHEDULE = """
            insert into key_cleanup (image_id, key_id, project_id, requested_by, key_set_by, policy, state, created_at, updated_at)
            values (?, ?, ?, ?, ?, 'on_image_deletion', 'pending', clock_timestamp(), clock_timestamp())
            on conflict do nothing
            """;
    private static final String WAITING = "select " + KeyRow.COLUMNS
            + " from key_cleanup where image_id = ? and state = 'pending' order by key_id for update";
    /**
     * Of two images that go at the same moment, each would see the other as a user of the key, and nobody would delete it: they look one
     * after the other. Taken after the locks of image and uploads.
     */
    private static final String ONE_AT_A_TIME = "select 1 from pg_advisory_xact_lock(hashtextextended('key ' || ?, 0))";
    /** In any project and any state but deleted: one that is pending deletion can still be restored. */
    private static final String IN_USE = """
            select 1 from images where properties ->> 'cinder_encryption_key_id' is not null and status <> 'deleted'
                and right(rtrim(lower(properties ->> 'cinder_encryption_key_id'), '/'), 36) = ? and id <> ?
            union all
            select 1 from images where properties ->> 'os_encrypt_key_id' is not null and status <> 'deleted'
                and right(rtrim(lower(properties ->> 'os_encrypt_key_id'), '/'), 36) = ? and id <> ?
            limit 1
            """;

    private static final String ASKED = """
            update key_cleanup set attempts = ?, asked_at = coalesce(asked_at, clock_timestamp()),
                next_attempt = clock_timestamp() + ? * interval '1 millisecond', updated_at = clock_timestamp()
            where image_id = ? and key_id = ?
            """;

    private final Sql sql;
    private final Outbox outbox;
    private final KeyEndings endings;
    private final KeyReferences references;
    private final KeysConfig config;

    KeyCleanups(Sql sql, Outbox outbox, KeyEndings endings, KeyReferences references, KeysConfig config) {
        this.sql = sql;
        this.outbox = outbox;
        this.endings = endings;
        this.references = references;
        this.config = config;
    }

    /**
     * Notes that the image's key goes with it, if its properties say so. Call it in the transaction that makes the image {@code deleted},
     * before the locations are removed: of a delete that can still be taken back no key is spoken of.
     *
     * @param requestedBy the user who deleted the image
     */
    @Transactional(TxType.MANDATORY)
    public void scheduleFor(ImageRow image, @Nullable String requestedBy) {
        switch (KeyDecision.of(image.properties, references)) {
            case KeyDecision.Keep keep -> {}
            case KeyDecision.Delete(UUID keyId) -> schedule(image, keyId.toString(), requestedBy);
            case KeyDecision.Refuse(String keyId, String reason) -> {
                schedule(image, keyId, requestedBy);
                waiting(image.id).forEach(row -> endings.end(row, KeyCleanupState.SKIPPED, reason, null));
            }
        }
    }

    /** All bytes of a deleted image are gone: its key may follow. */
    @Transactional(TxType.MANDATORY)
    public void bytesAreGone(ImageRow image) {
        waiting(image.id).forEach(this::ask);
    }

    /** One more attempt, unless another image has come to use the key or the time for attempts is over. */
    void ask(KeyRow row) {
        sql.exists(ONE_AT_A_TIME, row.keyId());
        if (sql.exists(IN_USE, row.keyId(), row.imageId(), row.keyId(), row.imageId())) {
            endings.end(row, KeyCleanupState.SKIPPED, "in-use", null);
        } else if (row.expired()) {
            endings.end(row, KeyCleanupState.FAILED, "gave-up", null);
        } else {
            int attempt = row.attempts() + 1;
            sql.update(ASKED, attempt, config.backoff().after(attempt), row.imageId(), row.keyId());
            outbox.command(Topics.KEY_COMMANDS, MessageType.KEY_DELETE, row.imageId(), command(row, attempt));
        }
    }

    private void schedule(ImageRow image, String keyId, @Nullable String requestedBy) {
        sql.update(SCHEDULE, image.id, keyId, image.owner, requestedBy, image.keySetBy);
    }

    private List<KeyRow> waiting(UUID imageId) {
        return sql.list(WAITING, KeyRow::read, config.giveUp(), imageId);
    }

    private static KeyDelete command(KeyRow row, int attempt) {
        return new KeyDelete(
                row.imageId(),
                UUID.fromString(row.keyId()),
                row.projectId(),
                row.requestedBy(),
                row.keySetBy(),
                attempt);
    }
}
