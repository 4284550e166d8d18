package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which scripts the database has. */
@Command(
        name = "version",
        description = "Print the last script of each folder that was applied.",
        mixinStandardHelpOptions = true)
final class DbVersion implements Callable<Integer>, NeedsService {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        List<String> heads =
                Arc.container().instance(SchemaUpgrade.class).get().state().heads();
        output.say(
                heads.isEmpty()
                        ? "The database is not under version control. Run: image-admin db sync."
                        : String.join("\n", heads),
                Map.of("heads", heads));
        return 0;
    }
}
