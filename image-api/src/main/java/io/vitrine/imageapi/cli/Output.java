package io.vitrine.imageapi.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a command tells on standard output: a sentence for people, or JSON for programs. */
public final class Output {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public boolean isJson() {
        return json;
    }

    public void say(String text, Map<String, ?> facts) {
        PrintWriter out = command.commandLine().getOut();
        out.println(json ? JsonLines.of(facts) : text);
        out.flush();
    }

    /** Progress, for people alone. */
    public void progress(String text) {
        if (!json) {
            PrintWriter err = command.commandLine().getErr();
            err.println(text);
            err.flush();
        }
    }
}
