package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.ImportRun;
import io.vitrine.imageapi.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Wakes a worker. */
@ApplicationScoped
class JobCommands {
    private final Outbox outbox;

    JobCommands(Outbox outbox) {
        this.outbox = outbox;
    }

    void wake(UUID task, UUID imageId) {
        outbox.command(Topics.IMPORT_COMMANDS, MessageType.IMPORT_RUN, imageId, new ImportRun(task, imageId));
    }
}
