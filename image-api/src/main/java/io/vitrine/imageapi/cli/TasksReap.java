package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.importing.TaskAdmin;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Frees what is stuck. */
@Command(
        name = "reap",
        description =
                "Take jobs back from silent workers, and free images that are locked by a task that is over or gone.",
        mixinStandardHelpOptions = true)
final class TasksReap implements Runnable, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        List<UUID> freed = Arc.container().instance(TaskAdmin.class).get().reap();
        PrintWriter out = spec.commandLine().getOut();
        freed.forEach(image -> out.println("freed image " + image));
        out.println("%d images freed".formatted(freed.size()));
        out.flush();
    }
}
