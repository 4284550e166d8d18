package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.SchemaState;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What an upgrade still needs. */
@Command(
        name = "check",
        description = "Say what an upgrade still needs: exit code 0 nothing, 3 expand, 4 migrate, 5 contract.",
        mixinStandardHelpOptions = true)
final class DbCheck implements Callable<Integer>, NeedsService {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        SchemaState.Step next =
                Arc.container().instance(SchemaUpgrade.class).get().state().next();
        output.say(next.sentence(), Map.of("next", next.name().toLowerCase(Locale.ROOT)));
        return next.exitCode();
    }
}
