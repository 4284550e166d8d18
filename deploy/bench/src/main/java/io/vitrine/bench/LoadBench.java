package io.vitrine.bench;

import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills the local system that {@code ./vitrine up} started. The images have rows and no bytes. */
@Command(name = "load", description = "Fill the running local system with image records.")
final class LoadBench implements Callable<Integer> {
    @Option(names = "--images", description = "How many (default ${DEFAULT-VALUE}).", defaultValue = "1000000")
    int images;

    @Option(
            names = "--projects",
            description = "Of how many projects (default ${DEFAULT-VALUE}).",
            defaultValue = "2000")
    int projects;

    @Override
    public Integer call() throws IOException, SQLException {
        Optional<VitrineSystem> system = VitrineSystem.existing(Path.of(System.getenv("VITRINE_DIR")));
        if (system.isEmpty()) {
            System.err.println("There is no local system to fill: start one with ./vitrine up.");
            return 1;
        }
        long begin = System.nanoTime();
        new Loader(images, projects).fill(system.get().database());
        System.out.printf(
                "%,d images of %,d projects in %d s; project demo owns up to 5,000 of them.%n",
                images, projects, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        return 0;
    }
}
