package io.vitrine.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The folder of one system with its blueprint and its secrets: all that a part needs to know to be started. */
public record Workplace(Checkout checkout, Path dir, Blueprint blueprint, Secrets secrets) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The system that lives in a folder, if one was ever set up there. */
    public static Optional<Workplace> existing(Checkout checkout, Path dir) {
        if (!Files.exists(blueprintFile(dir)) || !Files.exists(secretsFile(dir))) {
            return Optional.empty();
        }
        return Optional.of(new Workplace(
                checkout, real(dir), read(blueprintFile(dir), Blueprint.class), read(secretsFile(dir), Secrets.class)));
    }

    /** Sets a folder up for a system, or changes what its system consists of; data and secrets stay. */
    public static Workplace make(Checkout checkout, Path dir, Blueprint blueprint) {
        try {
            Files.createDirectories(dir);
            if (!Files.exists(secretsFile(dir))) {
                write(secretsFile(dir), Secrets.random());
            }
            write(blueprintFile(dir), blueprint);
        } catch (IOException e) {
            throw new LocalFailure("Cannot write to " + dir + ": " + e + ". Choose a folder with --dir.", e);
        }
        return new Workplace(checkout, real(dir), blueprint, read(secretsFile(dir), Secrets.class));
    }

    /** The folder of one part. */
    public Path folder(Part part) {
        return dir.resolve(part.id());
    }

    /** The folder of the file store. */
    public Path stores() {
        return dir.resolve("stores/local");
    }

    public Path staging() {
        return dir.resolve("stores/staging");
    }

    /** The number of a port. */
    public int port(Port port) {
        return blueprint.ports().of(port);
    }

    /** The address of a port. */
    public String http(Port port) {
        return blueprint.ports().http(port);
    }

    /** Who issues the tokens that this system believes. */
    public String issuer() {
        String own = blueprint.issuer();
        return own != null ? own : http(Port.KEYCLOAK) + "/realms/vitrine";
    }

    /** The account of a service at that issuer. */
    public Account account(Service service) {
        Account own = blueprint.accounts().get(service);
        return own != null ? own : new Account(service.account(), secrets.account(service));
    }

    /** The JVM flags somebody asked for. */
    public List<String> jvmFlags(Part part) {
        return blueprint.jvmFlags().getOrDefault(part.id(), List.of());
    }

    /** Where a file that only its owner may read is kept. */
    public Path secretPath(String name) {
        return dir.resolve("secret").resolve(name);
    }

    /** Writes such a file. */
    public Path secretFile(String name, String text) throws IOException {
        Path file = secretPath(name);
        writeSecret(file, text);
        return file;
    }

    private static Path blueprintFile(Path dir) {
        return dir.resolve("secret/system.json");
    }

    private static Path secretsFile(Path dir) {
        return dir.resolve("secret/secrets.json");
    }

    private static void write(Path file, Object value) throws IOException {
        writeSecret(file, JSON.writeValueAsString(value) + "\n");
    }

    private static void writeSecret(Path file, String text) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        if (!Files.exists(file.getParent())) {
            Files.createDirectory(file.getParent(), owner);
        }
        // Written aside and renamed: after a crash the old one is there, never half of a new one.
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (IOException e) {
            throw new LocalFailure(
                    "Cannot read " + file + " (" + e.getMessage() + "): ./vitrine reset starts anew.", e);
        }
    }

    private static Path real(Path dir) {
        try {
            return dir.toRealPath();
        } catch (IOException e) {
            throw new LocalFailure("Cannot go to " + dir + ": " + e.getMessage() + ".", e);
        }
    }
}
