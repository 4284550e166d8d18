package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.deletion.ImageRestore;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a delete back. */
@Command(
        name = "restore",
        description = "Bring back a deleted image whose grace is not over (images.delete.delayed).",
        mixinStandardHelpOptions = true)
final class ImageRestoreCommand implements Runnable, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The image.")
    @SuppressWarnings("NullAway.Init")
    private String image;

    @Override
    public void run() {
        String status = Arc.container()
                .instance(ImageRestore.class)
                .get()
                .restore(image)
                .word();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Image " + image + " is " + status + " again.");
        out.flush();
    }
}
