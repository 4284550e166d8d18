package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.policy.Rule;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a policy file that changes nothing. */
@Command(
        name = "sample",
        description = "Print all rules with their defaults, as a policy file.",
        mixinStandardHelpOptions = true)
final class PolicySample implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "# Every rule with its default. Keep only the lines that you change: images.policy.file names the file.");
        for (Rule rule : Rule.values()) {
            out.println();
            out.println("# " + rule.description());
            out.println(rule.word() + ": \"" + rule.byDefault() + "\"");
        }
        out.flush();
    }
}
