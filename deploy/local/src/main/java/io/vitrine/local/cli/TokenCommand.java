package io.vitrine.local.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints an access token. */
@Command(name = "token", description = "Print an access token.", mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Parameters(paramLabel = "USER", description = "In the local realm: admin, demo, alt, third or demo-reader.")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Option(names = "--password", paramLabel = "WORD", description = "The password (default: the name).")
    private @Nullable String password;

    @Override
    public void run() {
        vitrine.out.println(vitrine.system().token(user, password == null ? user : password));
    }
}
