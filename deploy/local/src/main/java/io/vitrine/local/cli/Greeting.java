package io.vitrine.local.cli;

import io.vitrine.local.Component;
import io.vitrine.local.Port;
import io.vitrine.local.VitrineSystem;
import java.io.PrintStream;
import java.nio.file.Path;

/** What a person needs to know to use the system that just came up. */
final class Greeting {
    private static final String USER = "demo";

    private Greeting() {}

    static void print(PrintStream out, VitrineSystem system) {
        out.println();
        out.println("Vitrine is ready at " + system.url());
        out.println("Its API to look at: " + system.url(Port.IMAGE_API) + "/q/swagger-ui");
        out.println();
        boolean ourRealm = system.parts().contains(Component.KEYCLOAK);
        String user = ourRealm ? USER : "USER";
        if (ourRealm) {
            Path file = CloudsFile.write(system, USER, system.token(USER));
            out.println("clouds.yaml for the user " + USER + " (with a token for 5 minutes in " + file + "):");
        } else {
            out.println("clouds.yaml (with a token of " + system.issuer() + "):");
        }
        CloudsFile.text(system.url(), "<./vitrine token " + user + ">")
                .lines()
                .forEach(line -> out.println("    " + line));
        out.println();
        out.println("To try:");
        out.println("    eval \"$(./vitrine env " + user + ")\" && openstack image list");
        out.println("    glance image-create --name first --disk-format raw --container-format bare --file README.md");
        out.println("    curl -H \"X-Auth-Token: $(./vitrine token " + user + ")\" " + system.url() + "/v2/images");
    }
}
