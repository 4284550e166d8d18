package io.vitrine.imageapi.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads, compares and marks. */
@Command(
        name = "scrub",
        description = "As verify, and mark bad copies: nobody is sent there again.",
        mixinStandardHelpOptions = true)
final class ScrubCommand implements Callable<Integer>, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Reading reading;

    @Override
    public Integer call() {
        return reading.run(spec.commandLine().getOut(), true);
    }
}
