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
        export("OS_AUTH_TYPE", "admin_token");
        // The openstack command takes this address as it is and looks for no version behind it.
        export("OS_ENDPOINT", system.url() + "/v2");
        export("OS_TOKEN", token);
        // The glance command asks no catalogue when it is given these two.
        export("OS_IMAGE_URL", system.url());
        export("OS_AUTH_TOKEN", token);
    }

    private void export(String name, String value) {
        vitrine.out.println("export " + name + "='" + value + "'");
    }
}
