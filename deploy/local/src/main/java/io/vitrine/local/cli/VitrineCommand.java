package io.vitrine.local.cli;

import io.vitrine.local.Checkout;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./vitrine}: a whole image service on this machine. */
@Command(
        name = "vitrine",
        description = "A whole image service on this machine.",
        mixinStandardHelpOptions = true,
        version = "vitrine 0.1.0",
        subcommands = {
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            TokenCommand.class,
            EnvCommand.class,
            PrepareCommand.class
        })
public final class VitrineCommand implements Runnable {
    @Option(
            names = "--dir",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "The folder of the system (default: .vitrine/system in the source tree, or VITRINE_DIR).")
    private @Nullable Path dir;

    /** Where this command writes what was asked for; hints and progress go there as well. */
    final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Exit code 0 when done, 1 when it could not be done, 2 when the command line is wrong. */
    public static void main(String[] args) {
        var up = new CommandLine(new UpCommand());
        PortOptions.addTo(up.getCommandSpec());
        CommandLine commandLine = new CommandLine(new VitrineCommand())
                .addSubcommand("up", up)
                .addSubcommand("test", handingOver(new TestCommand()))
                .addSubcommand("admin", handingOver(new AdminCommand()))
                .addSubcommand("cache-manage", handingOver(new CacheManageCommand()))
                .addSubcommand("bench", handingOver(new BenchCommand()));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(sentence(failure));
            if (System.getenv("VITRINE_TRACE") != null) {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    /** What it does not know itself is for the program behind it, in the order in which it was given. */
    private static CommandLine handingOver(Object command) {
        return new CommandLine(command).setUnmatchedOptionsArePositionalParams(true);
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case LocalFailure known -> String.valueOf(known.getMessage());
            case UncheckedIOException io -> sentence(io.getClass(), String.valueOf(io.getMessage()));
            case IOException io -> sentence(io.getClass(), String.valueOf(io.getMessage()));
            default -> failure + " (VITRINE_TRACE=1 shows where)";
        };
    }

    private static String sentence(Class<?> kind, String message) {
        return message.contains("No space left on device")
                ? "The disk is full: " + message + ". Make room, or choose a folder elsewhere with --dir."
                : kind.getSimpleName() + ": " + message;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    Path dir() {
        if (dir != null) {
            return dir.toAbsolutePath();
        }
        String named = System.getenv("VITRINE_DIR");
        return named != null
                ? Path.of(named).toAbsolutePath()
                : Checkout.find().data().resolve("system");
    }

    /** The system that this command is about; fails with a sentence when there is none. */
    VitrineSystem system() {
        return VitrineSystem.existing(dir())
                .orElseThrow(() -> new LocalFailure("There is no system in " + dir() + ": ./vitrine up starts one."));
    }
}
