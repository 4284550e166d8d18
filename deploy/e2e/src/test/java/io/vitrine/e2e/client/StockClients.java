package io.vitrine.e2e.client;

import java.nio.file.Path;
import java.util.Map;

/** The stock commands as a user runs them: with an address and a token, without an identity service. */
public final class StockClients {
    private StockClients() {}

    /** @param home where the command keeps schemas it has seen; one of its own for each user */
    public static Command glance(ImageClient as, Path home) {
        return Command.onTerminal(
                Map.of("OS_IMAGE_URL", as.base(), "OS_AUTH_TOKEN", as.token(), "HOME", home.toString()), "glance");
    }

    public static Command openstack(ImageClient as, Path home) {
        return new Command(
                Map.of("HOME", home.toString()),
                "openstack",
                "--os-auth-type",
                "admin_token",
                "--os-endpoint",
                // The SDK finds nothing without the version.
                as.base() + "/v2",
                "--os-token",
                as.token());
    }
}
