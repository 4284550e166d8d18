package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Ends all processes; the data stays. */
@Command(name = "down", description = "End the system; its data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Override
    public void run() {
        Optional<VitrineSystem> system = VitrineSystem.existing(vitrine.dir());
        if (system.isPresent() && system.get().parts().stream().anyMatch(system.get()::running)) {
            system.get().close();
            vitrine.out.println("Everything has ended. The data stays in " + vitrine.dir() + ".");
        } else {
            vitrine.out.println("Nothing runs in " + vitrine.dir() + ".");
        }
    }
}
