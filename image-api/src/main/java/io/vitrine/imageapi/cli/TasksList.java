package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.importing.TaskAdmin;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints tasks. */
@Command(name = "list", description = "Print tasks, newest first.", mixinStandardHelpOptions = true)
final class TasksList implements Runnable, NeedsService {
    private static final List<String> STATUSES = List.of("pending", "processing", "success", "failure");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "pending, processing, success or failure; left out: those that are not over.")
    private @Nullable String status;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public void run() {
        if (status != null && !STATUSES.contains(status) || limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--status is one of %s, and --limit at least 1.".formatted(STATUSES));
        }
        PrintWriter out = spec.commandLine().getOut();
        Arc.container().instance(TaskAdmin.class).get().list(status, limit).forEach(out::println);
        out.flush();
    }
}
