package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImportMethods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts the import of bytes whose sender asked for it when they began to come: the last byte of a resumable upload is here. */
@ApplicationScoped
public class StagedImport {
    private final Tasks tasks;
    private final JobCommands commands;
    private final ImageEvents events;
    private final Clock clock;

    StagedImport(Tasks tasks, JobCommands commands, ImageEvents events, Clock clock) {
        this.tasks = tasks;
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    /**
     * In the caller's transaction, with the image locked and its bytes staged.
     *
     * @param owner project whose task it will be
     */
    @Transactional(TxType.MANDATORY)
    public void start(ImageRow image, String store, String owner, String userId, @Nullable String requestId) {
        UUID task = UUID.randomUUID();
        var method = new TaskInput.Method(ImportMethods.GLANCE_DIRECT, null);
        var wish = new TaskInput.ImportReq(method, List.of(store), false, true);
        tasks.add(task, owner, userId, requestId, new TaskInput(image.id, List.of(store), wish));
        image.importTask = task;
        image.updatedAt = clock.instant();
        events.happened(MessageType.IMAGE_IMPORT_REQUESTED, image, List.of(), null, null);
        commands.wake(task, image.id);
    }
}
