package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.auth.TokenInspection;
import io.vitrine.imageapi.auth.TokenInspection.Identity;
import io.vitrine.imageapi.auth.TokenInspection.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tokens as this service understands them. */
@Command(
        name = "token",
        description = "Find out what a token is good for.",
        mixinStandardHelpOptions = true,
        subcommands = TokenCommand.Inspect.class)
final class TokenCommand {
    /** Explains one token. */
    @Command(
            name = "inspect",
            description = "Say whom a token speaks for, with which roles, and why it is refused.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Reads the token from standard input, so that it stands in no history and in no list",
                "of processes. The token itself is never printed.",
                "",
                "Examples:",
                "  printf %%s \"$TOKEN\" | image-admin token inspect",
                "  image-admin token inspect --file token.txt --project 5a3f0e6c",
                "",
                "Exit code: 0 accepted, 1 refused, 2 the command line is wrong."
            })
    static final class Inspect implements Callable<Integer>, NeedsService {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Option(names = "--file", paramLabel = "FILE", description = "Read the token from a file.")
        private @Nullable Path file;

        @Option(
                names = "--project",
                paramLabel = "ID",
                description = "The project that is meant, of a token for several.")
        private @Nullable String project;

        @Override
        public Integer call() throws IOException {
            Report report =
                    Arc.container().instance(TokenInspection.class).get().inspect(token(), project);
            if (output.isJson()) {
                Map<String, @Nullable Object> facts = new LinkedHashMap<>();
                facts.put("accepted", report.accepted());
                facts.put("claims", report.claims());
                facts.put("caller", report.caller());
                facts.put("reasons", report.reasons());
                output.say("", facts);
            } else {
                print(report, spec.commandLine().getOut());
            }
            return report.accepted() ? 0 : 1;
        }

        private String token() throws IOException {
            Path from = file;
            if (from != null && !Files.isReadable(from)) {
                throw new ParameterException(spec.commandLine(), "The file %s cannot be read.".formatted(from));
            }
            String token = from == null
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(from);
            return token.strip().replaceFirst("(?i)^bearer\\s+", "");
        }

        private static void print(Report report, PrintWriter out) {
            out.println(report.accepted() ? "The token is accepted." : "The token is refused.");
            report.reasons().forEach(reason -> out.println("  because " + Printable.of(reason)));
            Identity caller = report.caller();
            if (caller != null) {
                out.println("It speaks for");
                out.println("  user     " + Printable.of(caller.userId()));
                out.println("  project  " + (caller.projectId() == null ? "none" : caller.projectId()));
                out.println("  roles    " + (caller.roles().isEmpty() ? "none" : String.join(" ", caller.roles())));
                if (caller.admin()) {
                    out.println("  who is an administrator");
                }
            }
            if (!report.claims().isEmpty()) {
                out.println(report.accepted() ? "It says" : "It says, unproven,");
                report.claims().forEach((name, value) -> out.println("  " + name + ": " + Printable.of(value)));
            }
            out.flush();
        }
    }
}
