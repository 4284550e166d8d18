package io.vitrine.e2e.system;

import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What an earlier run left, also one that was killed. */
final class Remains {
    private Remains() {}

    /** Ends its processes, then removes its folder. */
    static void clear(Path dir) {
        VitrineSystem.existing(dir).ifPresent(VitrineSystem::close);
        if (!Files.exists(dir)) {
            return;
        }
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
