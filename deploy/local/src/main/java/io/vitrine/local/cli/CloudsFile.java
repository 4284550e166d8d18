package io.vitrine.local.cli;

import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The {@code clouds.yaml} of a user, with a token in it, for its owner alone. */
final class CloudsFile {
    /** The name of the cloud in the file. */
    static final String CLOUD = "vitrine";

    private CloudsFile() {}

    /** Writes the file anew and says where it is. */
    static Path write(VitrineSystem system, String user, String token) {
        Path file = system.dir().resolve("clouds").resolve(user.replaceAll("[^A-Za-z0-9._-]", "_") + ".yaml");
        try {
            Files.createDirectories(file.getParent());
            Path aside = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(aside, "");
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(aside, text(system.url(), token));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static String text(String url, String token) {
        // The openstack command takes this address as it is and looks for no version behind it.
        return """
                clouds:
                  %s:
                    auth_type: admin_token
                    auth:
                      endpoint: %s/v2
                      token: %s
                """.formatted(CLOUD, url, token);
    }
}
