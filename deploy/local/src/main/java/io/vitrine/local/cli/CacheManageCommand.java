package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import io.vitrine.local.service.ServiceProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The cache utility under its old name: {@code image-admin cache-manage}, which means this system when nobody says which. */
@Command(name = "cache-manage", description = "Manage the cache with the commands of glance-cache-manage.")
final class CacheManageCommand implements Callable<Integer> {
    private static final String IMAGE_URL = "OS_IMAGE_URL";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Parameters(arity = "0..*", paramLabel = "ARGS", description = "Options, a command, and the id of an image.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> asked = new ArrayList<>(List.of("cache-manage"));
        asked.addAll(arguments);
        Optional<VitrineSystem> system = VitrineSystem.existing(vitrine.dir());
        var process = new ProcessBuilder(
                        system.map(ours -> ours.admin(asked)).orElseGet(() -> ServiceProcess.admin(List.of(), asked)))
                .inheritIO();
        system.ifPresent(ours -> process.environment().putIfAbsent(IMAGE_URL, ours.url()));
        return process.start().waitFor();
    }
}
