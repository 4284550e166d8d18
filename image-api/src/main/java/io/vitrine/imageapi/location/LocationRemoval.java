package io.vitrine.imageapi.location;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way out of every byte: its location becomes {@code pending_delete} and its store is told, in the caller's transaction, which holds
 * the image's lock.
 */
@ApplicationScoped
public class LocationRemoval {
    static final String ROW = "id, image_id, store, object_name, url, generation";

    private static final String REMOVE = """
            update image_locations set status = 'pending_delete', attempts = 1,
                next_attempt = clock_timestamp() + ? * interval '1 millisecond', updated_at = clock_timestamp()
            where %s returning\s""" + ROW;
    private static final String ALL =
            REMOVE.formatted("image_id = ? and status in ('pending', 'part', 'staged', 'active')");
    private static final String ONE = REMOVE.formatted("id = ? and status in ('pending', 'active', 'pending_delete')");
    private static final String UNFINISHED =
            REMOVE.formatted("image_id = ? and status in ('pending', 'part', 'staged')");
    private static final String STAGED = REMOVE.formatted("image_id = ? and status in ('part', 'staged')");
    private static final String OF_TASK =
            REMOVE.formatted("image_id = ? and task_id = ? and status in ('pending', 'active')");

    private static final String STAGED_OF_TASK = REMOVE.formatted("image_id = ? and task_id = ? and status = 'staged'");

    private final Sql sql;
    private final Outbox outbox;
    private final Purge purge;
    private final DeleteConfig config;

    LocationRemoval(Sql sql, Outbox outbox, Purge purge, DeleteConfig config) {
        this.sql = sql;
        this.outbox = outbox;
        this.purge = purge;
        this.config = config;
    }

    /**
     * Removes everything that the image has in stores. A write that is still open keeps its location until it has ended and its bytes are
     * gone; its holder learns at the next renewal or at its commit. A deleted image without any location is purged at once: call this
     * after {@code image.delete} was written.
     */
    @Transactional(TxType.MANDATORY)
    public void removeAll(ImageRow image) {
        sql.list(ALL, LocationRemoval::command, config.initial(), image.id).forEach(this::send);
        purge.ifNothingIsLeft(image);
    }

    /** Removes what is being written of an image and what is staged; committed bytes stay. */
    @Transactional(TxType.MANDATORY)
    public void removeUnfinished(UUID imageId) {
        sql.list(UNFINISHED, LocationRemoval::command, config.initial(), imageId)
                .forEach(this::send);
    }

    /** Removes one location, or, when it is being removed, has its store asked again: its write has just ended. */
    @Transactional(TxType.MANDATORY)
    public void remove(long locationId) {
        List<StoreDelete> commands = sql.list(ONE, LocationRemoval::command, config.initial(), locationId);
        commands.forEach(this::send);
    }

    /** Removes what is staged of an image: its import is over. */
    @Transactional(TxType.MANDATORY)
    public void removeStaged(UUID imageId) {
        sql.list(STAGED, LocationRemoval::command, config.initial(), imageId).forEach(this::send);
    }

    /** Removes what one import has staged for itself; what a user staged for it stays. */
    @Transactional(TxType.MANDATORY)
    public void removeStagedOf(UUID imageId, UUID taskId) {
        sql.list(STAGED_OF_TASK, LocationRemoval::command, config.initial(), imageId, taskId)
                .forEach(this::send);
    }

    /** Removes what one import brought, and nothing that was there before it. */
    @Transactional(TxType.MANDATORY)
    public void removeOf(UUID imageId, UUID taskId) {
        sql.list(OF_TASK, LocationRemoval::command, config.initial(), imageId, taskId)
                .forEach(this::send);
    }

    void send(StoreDelete command) {
        outbox.command(Topics.STORE_COMMANDS, MessageType.STORE_DELETE, command.imageId(), command);
    }

    static StoreDelete command(ResultSet row) throws SQLException {
        @Nullable String objectName = row.getString("object_name");
        @Nullable String url = row.getString("url");
        return new StoreDelete(
                Sql.uuid(row, "image_id"),
                row.getLong("id"),
                row.getString("store"),
                objectName,
                url,
                row.getLong("generation"));
    }
}
