package io.vitrine.local.component;

import io.vitrine.local.LocalFailure;
import io.vitrine.local.process.Exclusive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** Unpacks a server once; all systems of a tree share the result. */
public final class Unpacking {
    private static final String DONE = ".complete";

    private Unpacking() {}

    /** Fills an empty folder with a server, ready to run. */
    @FunctionalInterface
    interface Filling {
        void into(Path folder) throws IOException;
    }

    /** Fills {@code folder} unless that was done before. What was left half done is done again from the start. */
    static Path once(Path folder, Filling filling) throws IOException {
        if (Files.exists(folder.resolve(DONE))) {
            return folder;
        }
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try (Exclusive held = Exclusive.await(lock, Duration.ofMinutes(5))) {
            if (!Files.exists(folder.resolve(DONE))) {
                delete(folder);
                Files.createDirectories(folder);
                filling.into(folder);
                Files.createFile(folder.resolve(DONE));
            }
            return folder;
        }
    }

    /** Removes a folder with all that is in it; a symbolic link goes, what it names stays. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Unpacks a tar.xz that lies inside a jar, with its links and permissions. */
    static void tarXzInJar(Path jar, Path folder) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(jar).get()) {
            ZipArchiveEntry archive = java.util.Collections.list(zip.getEntries()).stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new LocalFailure("There is no .txz in " + jar + "."));
            try (InputStream raw = new BufferedInputStream(zip.getInputStream(archive));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, inside(folder, entry.getName()));
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream bytes, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(bytes, target);
            executable(target, entry.getMode());
        }
    }

    /** Unpacks a zip without its top folder, with its permissions. */
    static void zip(Path archive, Path folder) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
                String name = entry.getName();
                Path target = inside(folder, name.substring(name.indexOf('/') + 1));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream bytes = zip.getInputStream(entry)) {
                        Files.copy(bytes, target);
                    }
                    executable(target, entry.getUnixMode());
                }
            }
        }
    }

    private static void executable(Path file, int mode) throws IOException {
        if ((mode & 0100) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Path inside(Path folder, String name) {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new LocalFailure("An archive wants to write outside its folder: " + name);
        }
        return target;
    }
}
