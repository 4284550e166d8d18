package io.vitrine.imageapi.data;

import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets writes that ended an hour ago: nobody asks for their outcome any more. */
@ApplicationScoped
public class EndedUploads implements SweepStep {
    private static final String FORGET =
            "delete from uploads where state <> 'open' and ended_at < clock_timestamp() - interval '1 hour'";

    private final Sql sql;

    EndedUploads(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void sweep() {
        sql.update(FORGET);
    }
}
