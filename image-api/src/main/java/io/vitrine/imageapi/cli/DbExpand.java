package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.SchemaUpgrade;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** First step of an upgrade. */
@Command(
        name = "expand",
        description = "Add what the new release needs, while the old one serves.",
        mixinStandardHelpOptions = true)
final class DbExpand implements Callable<Integer>, NeedsService {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        int scripts = Arc.container().instance(SchemaUpgrade.class).get().expand();
        output.say(
                scripts == 0 ? "No expansion needed." : "Expanded: %d scripts ran.".formatted(scripts),
                Map.of("scripts", scripts));
        return 0;
    }
}
