package io.vitrine.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source tree with what was built in it: where servers, services and the realm are found. */
public record Checkout(Path root) {
    private static final String REALM = "deploy/keycloak/vitrine-realm.json";

    /** The tree named by VITRINE_HOME (or the property vitrine.home), else the one around the working folder. */
    public static Checkout find() {
        String named = System.getProperty("vitrine.home", System.getenv("VITRINE_HOME"));
        if (named != null) {
            return new Checkout(Path.of(named).toAbsolutePath().normalize());
        }
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(REALM))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new LocalFailure("No Vitrine source tree around "
                    + Path.of("").toAbsolutePath() + ": go into it, or name it with VITRINE_HOME.");
        }
        return new Checkout(folder);
    }

    /** Where all that is not source and not built lives, until {@code ./vitrine reset}. */
    public Path data() {
        return root.resolve(".vitrine");
    }

    /** The folder of unpacked servers, shared by all systems of this tree. */
    public Path components() {
        return data().resolve("components");
    }

    /** The realm that a new Keycloak imports. */
    public Path realm() {
        return root.resolve(REALM);
    }

    /** The jars of a component, as the build wrote them down. */
    public List<Path> classPath(Component component) {
        Path file = root.resolve("deploy/local").resolve(component.id()).resolve("target/class-path");
        try {
            return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator, -1))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new LocalFailure(component.title() + " has not been fetched (" + file + " is missing): run"
                    + " mvn -DskipTests package in " + root + ".");
        }
    }

    /** The one artifact of a component whose name begins so. */
    public Path artifact(Component component, String beginning) {
        return classPath(component).stream()
                .filter(path -> path.getFileName().toString().startsWith(beginning))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new LocalFailure("The local Maven repository no longer has " + beginning
                        + ": run mvn -DskipTests package in " + root + "."));
    }

    /** Our own classes, for small programs that run on another class path. */
    public Path launcherClasses() {
        return root.resolve("deploy/local/target/classes");
    }

    /** The folder of a built service; fails with a sentence when it is not built. */
    public Path application(Service service) {
        Path folder = root.resolve(service.id()).resolve("target/quarkus-app");
        if (!Files.exists(folder.resolve("quarkus-run.jar"))) {
            throw new LocalFailure(service.id() + " is not built (" + folder
                    + " is missing): run mvn -DskipTests package in " + root + ".");
        }
        return folder;
    }
}
