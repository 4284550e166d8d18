package io.vitrine.importworker.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of this host. */
final class Programs {
    private static final String[] WHERE = {"/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin"};

    private Programs() {}

    /** @param name of a program, or its path */
    static Optional<Path> find(String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable);
        }
        return Arrays.stream(WHERE)
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
