package io.vitrine.imageapi.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads and compares. */
@Command(
        name = "verify",
        description = "Read stored data and compare it with what was written. Changes nothing.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer>, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Reading reading;

    @Override
    public Integer call() {
        return reading.run(spec.commandLine().getOut(), false);
    }
}
