package io.vitrine.local.cli;

import io.vitrine.local.Component;
import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What a person needs to know to use the system that just came up. */
final class Greeting {
    private static final String USER = "demo";

    private Greeting() {}

    static void print(PrintStream out, VitrineSystem system) {
        out.println();
        out.println("Vitrine is ready at " + system.url());
        out.println();
        boolean ourRealm = system.parts().contains(Component.KEYCLOAK);
        String user = ourRealm ? USER : "USER";
        if (ourRealm) {
            Path file = system.dir().resolve("clouds.yaml");
            write(file, clouds(system.url(), system.token(USER)));
            out.println("clouds.yaml for the user " + USER + " (token for 5 minutes; complete in " + file + "):");
        } else {
            out.println("clouds.yaml (with a token of " + system.issuer() + "):");
        }
        clouds(system.url(), "<./vitrine token " + user + ">").lines().forEach(line -> out.println("    " + line));
        out.println();
        out.println("To try:");
        out.println("    eval \"$(./vitrine env " + user + ")\" && openstack image list");
        out.println("    glance image-create --name first --disk-format raw --container-format bare --file README.md");
        out.println("    curl -H \"X-Auth-Token: $(./vitrine token " + user + ")\" " + system.url() + "/v2/images");
    }

    static String clouds(String url, String token) {
        return """
                clouds:
                  vitrine:
                    auth_type: admin_token
                    auth:
                      endpoint: %s/v2
                      token: %s
                """.formatted(url, token);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
