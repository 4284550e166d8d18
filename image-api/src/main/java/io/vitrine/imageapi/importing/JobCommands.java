package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.ImportRun;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Wakes a worker, and tells everybody that the task is the workers' now. */
@ApplicationScoped
class JobCommands {
    private static final String HANDED_OVER = "select " + TaskEvents.COLUMNS + " from tasks where id = ?";

    private final Sql sql;
    private final Outbox outbox;
    private final TaskEvents events;

    JobCommands(Sql sql, Outbox outbox, TaskEvents events) {
        this.sql = sql;
        this.outbox = outbox;
        this.events = events;
    }

    /** In the transaction that has the task wait, with its row locked. */
    void wake(UUID task, UUID imageId) {
        sql.first(HANDED_OVER, TaskEvents::read, task).ifPresent(handed -> events.tell(MessageType.TASK_RUN, handed));
        outbox.command(Topics.IMPORT_COMMANDS, MessageType.IMPORT_RUN, imageId, new ImportRun(task, imageId));
    }
}
