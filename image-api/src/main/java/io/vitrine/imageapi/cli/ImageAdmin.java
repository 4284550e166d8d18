package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.cli.config.ConfigCommand;
import io.vitrine.imageapi.cli.remote.ApiFailure;
import io.vitrine.imageapi.cli.remote.CacheCommand;
import io.vitrine.imageapi.cli.remote.CacheManage;
import io.vitrine.imageapi.problem.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;

/** {@code image-admin}: what operators do beside the API (spec: operations, section 2). */
@Command(
        name = "image-admin",
        description = "Look after an image service.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DbCommand.class,
            PolicyCommand.class,
            ImagesCommand.class,
            GarbageCommand.class,
            VerifyCommand.class,
            ScrubCommand.class,
            CacheCommand.class,
            CacheManage.class,
            KeysCommand.class,
            TasksCommand.class,
            StatusCommand.class,
            ConfigCommand.class,
            QuotaCommand.class,
            StoresCommand.class,
            OutboxCommand.class,
            DlqCommand.class,
            TokenCommand.class,
            CompletionCommand.class
        })
final class ImageAdmin {
    private ImageAdmin() {}

    /** Exit code 0 when done, 1 when it could not be done, 2 when the command line is wrong. */
    static int execute(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new ImageAdmin())
                .setExecutionStrategy(ImageAdmin::run)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(sentence(failure));
                    return 1;
                });
    }

    /** Most commands need the service's beans; a few print what is known without them. */
    private static int run(ParseResult parsed) throws ExecutionException {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec().userObject() instanceof NeedsService && !last.isUsageHelpRequested()
                ? QuietService.during(() -> new CommandLine.RunLast().execute(parsed))
                : new CommandLine.RunLast().execute(parsed);
    }

    static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem.getMessage();
            }
            if (cause instanceof ApiFailure refused) {
                return String.valueOf(refused.getMessage());
            }
        }
        return failure.toString();
    }
}
