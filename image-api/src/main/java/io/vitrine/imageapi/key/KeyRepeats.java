package io.vitrine.imageapi.key;

import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Asks again for keys whose answer is overdue, or whose manager asked for time. */
@ApplicationScoped
public class KeyRepeats implements SweepStep {
    private static final String DUE = """
            select image_id, key_id from key_cleanup where state = 'pending' and next_attempt <= clock_timestamp()
            order by next_attempt limit 500
            """;
    private static final String STILL_DUE = "select " + KeyRow.COLUMNS
            + " from key_cleanup where image_id = ? and key_id = ? and state = 'pending' and next_attempt <= clock_timestamp()";

    private record Due(UUID imageId, String keyId) {
        /** Stands in the log when it cannot be swept: key ids count as sensitive. */
        @Override
        public String toString() {
            return imageId + " " + KeyRow.shown(keyId);
        }
    }

    private final Sql sql;
    private final ImageRepository images;
    private final KeyCleanups cleanups;
    private final KeysConfig config;

    KeyRepeats(Sql sql, ImageRepository images, KeyCleanups cleanups, KeysConfig config) {
        this.sql = sql;
        this.images = images;
        this.cleanups = cleanups;
        this.config = config;
    }

    @Override
    public void sweep() {
        EachRow.of(
                sql.list(DUE, row -> new Due(Sql.uuid(row, "image_id"), row.getString("key_id"))),
                due -> repeat(due.imageId(), due.keyId()));
    }

    @Transactional
    void repeat(UUID imageId, String keyId) {
        if (images.lock(imageId).isPresent()) {
            sql.first(STILL_DUE, KeyRow::read, config.giveUp(), imageId, keyId).ifPresent(cleanups::ask);
        }
    }
}
