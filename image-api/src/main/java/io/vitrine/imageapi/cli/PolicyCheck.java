package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.policy.Rule;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a decision step by step. */
@Command(
        name = "check",
        description = "Explain what a rule decides about a caller and an image.",
        mixinStandardHelpOptions = true)
final class PolicyCheck implements Runnable, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--token", required = true, paramLabel = "JWT", description = "The caller's token.")
    @SuppressWarnings("NullAway.Init")
    private String token;

    @Option(names = "--project", paramLabel = "ID", description = "The project that is meant, of a token for several.")
    private @Nullable String project;

    @Option(names = "--image", paramLabel = "ID", description = "The image; left out for a call without one.")
    private @Nullable String image;

    @Parameters(paramLabel = "RULE", description = "A rule as policy files name it; 'policy sample' lists them.")
    @SuppressWarnings("NullAway.Init")
    private String rule;

    @Override
    public void run() {
        Rule asked = Rule.of(rule)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "There is no rule '" + rule + "'."));
        PrintWriter out = spec.commandLine().getOut();
        Arc.container()
                .instance(Decisions.class)
                .get()
                .explain(asked, token, project, image)
                .forEach(out::println);
        out.flush();
    }
}
