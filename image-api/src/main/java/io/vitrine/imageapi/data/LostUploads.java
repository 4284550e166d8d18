package io.vitrine.imageapi.data;

import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes back writes whose holder is silent. */
@ApplicationScoped
public class LostUploads implements SweepStep {
    private static final String LOST =
            "select id from uploads where state = 'open' and lost_after < clock_timestamp() order by lost_after limit 500";

    private final Sql sql;
    private final UploadAbort abort;

    LostUploads(Sql sql, UploadAbort abort) {
        this.sql = sql;
        this.abort = abort;
    }

    @Override
    public boolean judgesLeases() {
        return true;
    }

    @Override
    public void sweep() {
        EachRow.of(sql.list(LOST, row -> Sql.uuid(row, "id")), abort::takeBack);
    }
}
