package io.vitrine.imageapi.key;

import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.KeyData;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Final states of a key, and who hears of them. */
@ApplicationScoped
class KeyEndings {
    private static final Logger LOG = LoggerFactory.getLogger(KeyEndings.class);
    private static final String END = """
            update key_cleanup set state = ?, reason = ?, last_code = ?, next_attempt = null, updated_at = clock_timestamp()
            where image_id = ? and key_id = ? and state = ?
            """;

    private final Sql sql;
    private final Outbox outbox;

    KeyEndings(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    /** The first ending counts; another one changes nothing. */
    void end(KeyRow row, KeyCleanupState state, @Nullable String reason, @Nullable Integer statusCode) {
        move(row, KeyCleanupState.PENDING, state, reason, statusCode);
    }

    /** An operator has seen to a key that could not be deleted, or lives with it. Says whether there was such a one. */
    boolean close(KeyRow row) {
        return move(row, KeyCleanupState.FAILED, KeyCleanupState.SKIPPED, "forgotten", null);
    }

    private boolean move(
            KeyRow row,
            KeyCleanupState from,
            KeyCleanupState state,
            @Nullable String reason,
            @Nullable Integer statusCode) {
        if (sql.update(END, state.word(), reason, statusCode, row.imageId(), row.keyId(), from.word()) == 0) {
            return false;
        }
        String shown = KeyRow.shown(row.keyId());
        var data = new KeyData(
                row.imageId(), shown, row.projectId(), row.requestedBy(), reason, statusCode, row.attempts());
        String priority = state == KeyCleanupState.FAILED ? "error" : "info";
        outbox.event(type(state), row.imageId(), data, Map.of(CloudEventHeaders.PRIORITY, priority));
        (state == KeyCleanupState.FAILED ? LOG.atError() : LOG.atInfo())
                .addKeyValue("imageId", row.imageId())
                .addKeyValue("keyId", shown)
                .addKeyValue("outcome", state.word())
                .addKeyValue("reason", reason)
                .addKeyValue("attempt", row.attempts())
                .log("the key of a deleted image is settled");
        return true;
    }

    private static String type(KeyCleanupState state) {
        return switch (state) {
            case DELETED, ALREADY_GONE -> MessageType.IMAGE_KEY_DELETED;
            case SKIPPED -> MessageType.IMAGE_KEY_SKIPPED;
            case FAILED -> MessageType.IMAGE_KEY_FAILED;
            case PENDING -> throw new IllegalArgumentException("pending is no ending");
        };
    }
}
