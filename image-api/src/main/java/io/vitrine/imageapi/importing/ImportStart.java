package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.outbox.Backlog;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;

/** An import begins: the image is locked by its task, and the workers are told. */
@ApplicationScoped
class ImportStart {
    private static final long BACKLOG_RETRY_SECONDS = 60;

    private final Backlog backlog;
    private final Tasks tasks;
    private final JobCommands commands;
    private final ImageEvents events;
    private final Clock clock;

    ImportStart(Backlog backlog, Tasks tasks, JobCommands commands, ImageEvents events, Clock clock) {
        this.backlog = backlog;
        this.tasks = tasks;
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    /** @throws ProblemException 503 when too many messages wait for Kafka */
    void requireRoom() {
        if (backlog.isFull()) {
            throw ProblemException.unavailable(
                    "Imports are not accepted just now: too many messages wait.", BACKLOG_RETRY_SECONDS);
        }
    }

    /** In the transaction that holds the image's row and has decided that the import may be. */
    @Transactional(TxType.MANDATORY)
    void begin(ImageRow image, NewTask task) {
        tasks.add(task);
        image.importTask = task.id();
        image.updatedAt = clock.instant();
        events.happened(MessageType.IMAGE_IMPORT_REQUESTED, image, List.of(), null, null);
        commands.wake(task.id(), image.id);
    }
}
