package io.vitrine.local.component;

import io.vitrine.local.Checkout;
import io.vitrine.local.Component;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import io.vitrine.local.Workplace;
import io.vitrine.local.process.Launch;
import io.vitrine.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keycloak with the realm imported. Its own start script is left out: it stays between us and the process and passes
 * signals on late.
 */
final class KeycloakProcess implements LocalProcess {
    private static final String PREFIX = "keycloak-quarkus-dist-";
    private static final int HEAP_MEGABYTES = 320;

    private final Workplace place;

    KeycloakProcess(Workplace place) {
        this.place = place;
    }

    @Override
    public Part part() {
        return Component.KEYCLOAK;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.KEYCLOAK);
    }

    @Override
    public Set<Part> after() {
        return Set.of(Component.POSTGRESQL);
    }

    @Override
    public void prepare() throws IOException {
        Path installed = install(place.checkout());
        Files.createDirectories(folder().resolve("data/import"));
        // A home of its own for each system; of the distribution only the data folder is ever written.
        for (String shared : List.of("lib", "providers", "themes", "conf")) {
            Path link = folder().resolve(shared);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, installed.resolve(shared));
        }
        Files.writeString(
                folder().resolve("data/import/vitrine-realm.json"),
                Files.readString(place.checkout().realm()));
    }

    /** Unpacks and fixes the choice of database, which takes a long while and is the same for all systems. */
    static Path install(Checkout checkout) throws IOException {
        Path zip = checkout.artifact(Component.KEYCLOAK, PREFIX);
        String version = zip.getFileName().toString().replace(PREFIX, "").replace(".zip", "");
        return Unpacking.once(checkout.components().resolve("keycloak-" + version), folder -> {
            Unpacking.zip(zip, folder);
            List<String> command = java(folder, List.of());
            command.addAll(List.of("build", "--db=postgres", "--health-enabled=false", "--metrics-enabled=false"));
            Programs.Answer answer = Programs.run(command, Map.of());
            if (answer.code() != 0) {
                throw new LocalFailure(
                        "Keycloak cannot be prepared: " + answer.output().strip());
            }
        });
    }

    private static List<String> java(Path home, List<String> flags) {
        List<String> command = Jvm.quickStart(HEAP_MEGABYTES, flags);
        command.addAll(List.of(
                "-XX:MaxMetaspaceSize=256m",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Duser.language=en",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }

    @Override
    public Launch launch() {
        List<String> command = java(folder(), place.jvmFlags(Component.KEYCLOAK));
        command.addAll(List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + place.port(Port.KEYCLOAK),
                // Fixed, so that tokens name the same issuer whoever asks for them and by which name.
                "--hostname=" + place.http(Port.KEYCLOAK),
                "--db-url=" + new Databases(place).url(Databases.KEYCLOAK),
                "--db-pool-max-size=10"));
        var environment = new HashMap<String, String>();
        environment.put("KC_DB_USERNAME", Databases.KEYCLOAK);
        environment.put("KC_DB_PASSWORD", place.secrets().keycloakDatabase());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", place.secrets().keycloakAdmin());
        // The realm file has these names where secrets belong.
        for (Service service : Service.values()) {
            String name = service.account().replace('-', '_').toUpperCase(Locale.ROOT) + "_CLIENT_SECRET";
            environment.put(name, place.secrets().account(service));
        }
        return new Launch(command, environment, folder());
    }

    @Override
    public boolean ready() {
        return Http.status(place.http(Port.KEYCLOAK) + "/realms/vitrine/.well-known/openid-configuration") == 200;
    }

    private Path folder() {
        return place.folder(Component.KEYCLOAK);
    }
}
