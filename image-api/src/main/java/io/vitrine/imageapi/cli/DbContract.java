package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Last step of an upgrade. */
@Command(
        name = "contract",
        description = "Take away what only the old release needed, once no old process is left.",
        mixinStandardHelpOptions = true)
final class DbContract implements Callable<Integer>, NeedsService {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        int scripts = Arc.container().instance(SchemaUpgrade.class).get().contract();
        output.say(
                scripts == 0 ? "No contraction needed." : "Contracted: %d scripts ran.".formatted(scripts),
                Map.of("scripts", scripts));
        return 0;
    }
}
