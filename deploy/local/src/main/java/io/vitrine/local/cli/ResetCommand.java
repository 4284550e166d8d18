package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import io.vitrine.local.component.Unpacking;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Ends all processes and removes the data. */
@Command(
        name = "reset",
        description = "End the system and remove its data: images, users, logs.",
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Override
    public Integer call() throws IOException {
        // Only what was made by "up" is removed: --dir may name any folder by mistake.
        Optional<VitrineSystem> system = VitrineSystem.existing(vitrine.dir());
        if (system.isEmpty()) {
            vitrine.out.println("There is no system in " + vitrine.dir() + ".");
            return 0;
        }
        system.get().close();
        Unpacking.delete(system.get().dir());
        vitrine.out.println("The system in " + vitrine.dir() + " is gone.");
        return 0;
    }
}
