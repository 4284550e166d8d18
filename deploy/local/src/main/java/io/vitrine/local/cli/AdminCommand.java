package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import io.vitrine.local.service.ServiceProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Hands over to the operator's command, which is image-api's own program with arguments. */
@Command(name = "admin", description = "Look after the image service; without a command it lists them.")
final class AdminCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Parameters(arity = "0..*", paramLabel = "ARGS", description = "For the operator's command.")
    private List<String> arguments = new ArrayList<>();

    /** What needs no system, such as a sample, works without one. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> asked = arguments.isEmpty() ? List.of("--help") : arguments;
        List<String> command = VitrineSystem.existing(vitrine.dir())
                .map(system -> system.admin(asked))
                .orElseGet(() -> ServiceProcess.admin(List.of(), asked));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
