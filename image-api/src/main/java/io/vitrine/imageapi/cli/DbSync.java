package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.SchemaState;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import io.vitrine.imageapi.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All three steps, for a database that nobody uses just now. */
@Command(
        name = "sync",
        description = "Expand, migrate and contract at once: for a new database, or while the service stands still.",
        mixinStandardHelpOptions = true)
final class DbSync implements Callable<Integer>, NeedsService {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() throws InterruptedException {
        SchemaUpgrade upgrade = Arc.container().instance(SchemaUpgrade.class).get();
        try {
            boolean upToDate = upgrade.state().next() == SchemaState.Step.NOTHING;
            upgrade.expand();
            upgrade.migrate(DbMigrate.BATCH, Duration.ZERO, so -> output.progress(so + " rows"));
            upgrade.contract();
            output.say(
                    upToDate ? "The database is up to date." : "The database is synced.", Map.of("changed", !upToDate));
            return 0;
        } catch (RuntimeException e) {
            throw ProblemException.conflict("Failed to sync database: ERROR: " + e.getMessage());
        }
    }
}
