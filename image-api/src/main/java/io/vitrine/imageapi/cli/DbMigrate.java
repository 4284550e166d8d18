package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Second step of an upgrade. */
@Command(
        name = "migrate",
        description = "Bring rows into the form that the new release wants. May be stopped and started again.",
        mixinStandardHelpOptions = true)
final class DbMigrate implements Callable<Integer>, NeedsService {
    static final int BATCH = 1_000;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(names = "--batch", paramLabel = "ROWS", defaultValue = "" + BATCH, description = "Rows of one statement.")
    private int batch;

    @Option(
            names = "--pause-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Milliseconds between two statements.")
    private long pauseMillis;

    @Override
    public Integer call() throws InterruptedException {
        long rows = Arc.container()
                .instance(SchemaUpgrade.class)
                .get()
                .migrate(Math.max(1, batch), Duration.ofMillis(pauseMillis), so -> output.progress(so + " rows"));
        output.say(
                rows == 0 ? "There is nothing to migrate." : "Migrated %d rows.".formatted(rows), Map.of("rows", rows));
        return 0;
    }
}
