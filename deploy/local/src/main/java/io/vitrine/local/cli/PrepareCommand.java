package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The last step of a build: unpacks the servers and settles what is the same for every system. */
@Command(name = "prepare", hidden = true, description = "Unpack the servers.", mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Override
    public Integer call() throws IOException {
        VitrineSystem.unpackServers();
        return 0;
    }
}
