package io.vitrine.local.service;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Services run from a copy of what was built: a build while they run would change the jars under their feet, and a JVM
 * does not survive that.
 */
final class ApplicationCopy {
    private ApplicationCopy() {}

    /** Makes {@code copy} like {@code built}; what is the same already is left alone. */
    static void sync(Path built, Path copy) throws IOException {
        Files.walkFileTree(built, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(copy.resolve(built.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = copy.resolve(built.relativize(file).toString());
                if (!same(attributes, target)) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        removeWhatIsGone(built, copy);
    }

    private static boolean same(BasicFileAttributes attributes, Path target) throws IOException {
        return Files.exists(target)
                && Files.size(target) == attributes.size()
                && Files.getLastModifiedTime(target).equals(attributes.lastModifiedTime());
    }

    private static void removeWhatIsGone(Path built, Path copy) throws IOException {
        Files.walkFileTree(copy, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!Files.exists(built.resolve(copy.relativize(file).toString()))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
