package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Wakes a worker for jobs whose wait is over, and forgets tasks that nobody may see any more. */
@ApplicationScoped
public class DueJobs implements SweepStep {
    private static final String DUE = """
            update tasks set next_attempt = null where id in (
                select id from tasks where status = 'pending' and next_attempt <= clock_timestamp() limit 500 for update skip locked)
            returning id, image_id
            """;
    private static final String EXPIRED = """
            delete from tasks where id in (
                select id from tasks where expires_at < clock_timestamp() order by expires_at limit 500 for update skip locked)
            returning\s""" + TaskEvents.COLUMNS;

    private record Due(UUID task, UUID image) {}

    private final Sql sql;
    private final JobCommands commands;
    private final TaskEvents events;

    DueJobs(Sql sql, JobCommands commands, TaskEvents events) {
        this.sql = sql;
        this.commands = commands;
        this.events = events;
    }

    @Override
    public void sweep() {
        wakeForDue();
        forgetExpired();
    }

    @Transactional
    void forgetExpired() {
        sql.list(EXPIRED, TaskEvents::readDeleted).forEach(task -> events.tell(MessageType.TASK_DELETE, task));
    }

    @Transactional
    void wakeForDue() {
        sql.list(DUE, row -> new Due(Sql.uuid(row, "id"), Sql.uuid(row, "image_id")))
                .forEach(due -> commands.wake(due.task(), due.image()));
    }
}
