package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.upkeep.GarbageCollector;
import io.vitrine.imageapi.upkeep.GarbageReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds and removes what stores hold for nobody. */
@Command(
        name = "gc",
        description = "Compare what stores hold with what the service knows, and remove what is nobody's.",
        mixinStandardHelpOptions = true)
final class GarbageCommand implements Callable<Integer>, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--store",
            paramLabel = "ID",
            description = "Only this store; left out for all and for staged data.")
    private @Nullable String store;

    @Option(names = "--dry-run", description = "Only report. So it is without --yes, too.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Remove the orphans that are found.")
    private boolean yes;

    @Option(names = "--json", description = "Print one JSON document for each store.")
    private boolean json;

    /** 0 when every store was seen whole and nothing failed, else 1. */
    @Override
    public Integer call() {
        boolean remove = yes && !dryRun;
        List<GarbageReport> reports =
                Arc.container().instance(GarbageCollector.class).get().collect(store, remove);
        PrintWriter out = spec.commandLine().getOut();
        reports.forEach(report -> out.println(json ? JsonLines.of(report) : report.text(remove)));
        if (!json
                && !remove
                && !dryRun
                && reports.stream().anyMatch(report -> !report.orphans().isEmpty())) {
            out.println("Nothing was removed. Add --yes to remove the orphans.");
        }
        out.flush();
        return reports.stream().allMatch(GarbageReport::complete) ? 0 : 1;
    }
}
