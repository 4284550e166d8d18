package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.quota.QuotaDesk;
import io.vitrine.imageapi.quota.QuotaDesk.Line;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints limits and usage. */
@Command(
        name = "show",
        description = "Show the limits of a project beside what it uses. Sizes are MiB.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  image-admin quota show 5a3f0e6c9b1d4a0f8c7e"})
final class QuotaShow implements Runnable, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(paramLabel = "PROJECT", description = "Id of the project, as tokens have it.")
    @SuppressWarnings("NullAway.Init")
    private String project;

    @Override
    public void run() {
        show(spec, output, project);
    }

    static void show(CommandSpec spec, Output output, String project) {
        QuotaDesk desk = Arc.container().instance(QuotaDesk.class).get();
        List<Line> lines = desk.show(project);
        if (output.isJson()) {
            output.say("", Map.of("project", project, "in_force", desk.areInForce(), "limits", lines));
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("LIMIT", "VALUE", "USED", "SET FOR");
        lines.forEach(line -> table.row(
                line.name(),
                line.limit() < 0 ? "unlimited" : Long.toString(line.limit()),
                Long.toString(line.usage()),
                line.own() ? "this project" : "all (default)"));
        table.print(out);
        if (!desk.areInForce()) {
            out.println("These limits have no effect: images.quota.mode is not 'project'.");
        }
        out.flush();
    }
}
