package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints what a shell must export for the stock clients. */
@Command(
        name = "env",
        description = "Print exports for glance and openstack: eval \"$(./vitrine env demo)\".",
        mixinStandardHelpOptions = true)
final class EnvCommand implements Runnable {
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
        VitrineSystem system = vitrine.system();
        String token = system.token(user, password == null ? user : password);
        // For openstack. Not OS_AUTH_TYPE, which would do as well: with it in the environment the glance command ends
        // in
        // "object has no attribute 'os_password'", whatever else it is told.
        vitrine.out.println("unset OS_AUTH_TYPE");
        export("OS_CLIENT_CONFIG_FILE", CloudsFile.write(system, user, token).toString());
        export("OS_CLOUD", CloudsFile.CLOUD);
        // For glance, which asks for no password and no catalogue when it is given these two.
        export("OS_IMAGE_URL", system.url());
        export("OS_AUTH_TOKEN", token);
    }

    private void export(String name, String value) {
        vitrine.out.println("export " + name + "='" + value + "'");
    }
}
