package io.vitrine.imageapi.quota;

import io.vitrine.imageapi.sweep.EachRow;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the kept sums with the rows, soon after a project's first one and then every hour; the rows are right. */
@ApplicationScoped
public class UsageRecount implements SweepStep {
    private static final Logger LOG = LoggerFactory.getLogger(UsageRecount.class);

    private final UsageTable table;

    UsageRecount(UsageTable table) {
        this.table = table;
    }

    @Override
    public void sweep() {
        EachRow.of(table.due(), this::recount);
    }

    @Transactional
    void recount(String project) {
        // Under the lock a change is either counted in both or, uncommitted, in neither: its trigger waits for us.
        ProjectUsage kept = table.lock(project);
        ProjectUsage counted = table.count(project);
        table.correct(project, counted);
        if (!counted.equals(kept)) {
            LOG.atWarn()
                    .addKeyValue("projectId", project)
                    .addKeyValue("kept", kept)
                    .addKeyValue("counted", counted)
                    .log("the usage of a project was corrected");
        }
    }
}
