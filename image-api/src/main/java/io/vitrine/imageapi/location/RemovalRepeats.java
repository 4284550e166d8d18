package io.vitrine.imageapi.location;

import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.imageapi.outbox.Backoff;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Asks stores again whose answer is overdue, or who asked for time. */
@ApplicationScoped
public class RemovalRepeats implements SweepStep {
    private static final int PORTION = 200;
    /** The rest waits for the next sweep, so that the other steps have their turn. */
    private static final int MAX_PORTIONS = 50;

    private static final String DUE = """
            select attempts, """ + LocationRemoval.ROW + """
             from image_locations
            where status in ('pending_delete', 'orphaned') and next_attempt <= clock_timestamp()
            order by next_attempt limit ? for update skip locked
            """;
    private static final String ASKED = """
            update image_locations set attempts = attempts + 1, next_attempt = clock_timestamp() + ? * interval '1 millisecond'
            where id = ?
            """;

    private record Due(StoreDelete command, int attempts) {}

    private final Sql sql;
    private final LocationRemoval removal;
    private final Backoff backoff;

    RemovalRepeats(Sql sql, LocationRemoval removal, DeleteConfig config) {
        this.sql = sql;
        this.removal = removal;
        this.backoff = config.backoff();
    }

    @Override
    public void sweep() {
        int portions = 0;
        while (sweepPortion() == PORTION && portions < MAX_PORTIONS) {
            portions++;
        }
    }

    @Transactional
    int sweepPortion() {
        List<Due> due = sql.list(DUE, row -> new Due(LocationRemoval.command(row), row.getInt("attempts")), PORTION);
        for (Due each : due) {
            sql.update(ASKED, backoff.after(each.attempts() + 1), each.command().locationId());
            removal.send(each.command());
        }
        return due.size();
    }
}
