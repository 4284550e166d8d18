package io.vitrine.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The load programs behind {@code ./vitrine bench}. Each starts a system of its own, measures, prints Markdown, and ends it. */
@Command(
        name = "bench",
        description = "Measure what calls cost.",
        subcommands = {DataBench.class, ImportsBench.class, LoadBench.class, MetadataBench.class, ScaleBench.class},
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    failure.printStackTrace(line.getErr());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return 2;
    }
}
