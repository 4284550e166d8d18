package io.vitrine.storegateway.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache's directory, which belongs to one process at a time. What is in it is the truth about the cache. */
final class CacheFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheFolder.class);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final int PERCENT = 100;

    private final Path root;
    private final FileChannel lockFile;
    private final long floor;

    private CacheFolder(Path root, FileChannel lockFile, long floor) {
        this.root = root;
        this.lockFile = lockFile;
        this.floor = floor;
    }

    /**
     * @param reserve percent of the file system that stay free
     * @throws IllegalStateException when the directory cannot be used, with a sentence that names the setting
     */
    static CacheFolder open(Path root, int reserve) {
        if (!root.isAbsolute()) {
            throw new IllegalStateException(
                    "The setting 'images.cache.dir' must be an absolute path, and '%s' is not.".formatted(root));
        }
        if (reserve < 0 || reserve >= PERCENT) {
            throw new IllegalStateException("The setting 'images.cache.reserve' must be a percentage from 0 to 99.");
        }
        try {
            for (String part : List.of("complete", "incomplete", "invalid", "queue")) {
                Files.createDirectories(root.resolve(part), PosixFilePermissions.asFileAttribute(FOLDER));
            }
            FileStore files = Files.getFileStore(root);
            return new CacheFolder(root, lock(root), files.getTotalSpace() / PERCENT * reserve);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The setting 'images.cache.dir' names a directory that cannot be used: " + e, e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another cache of this very process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IllegalStateException(
                "The setting 'images.cache.dir' names a directory that another gateway uses: each needs its own.");
    }

    Path complete(EntryName name) {
        return root.resolve("complete").resolve(name.file());
    }

    Path incomplete(EntryName name) {
        return root.resolve("incomplete").resolve(name.file());
    }

    Path queued(String image) {
        return root.resolve("queue").resolve(image);
    }

    Path counters() {
        return root.resolve("counters");
    }

    List<Path> files(String part) {
        try (Stream<Path> files = Files.list(root.resolve(part))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new file that nobody else may read. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(FILE));
    }

    /** From now on a whole copy, also after a power cut. */
    BasicFileAttributes publish(EntryName name) throws IOException {
        Path file = complete(name);
        Files.move(incomplete(name), file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return attributes(file);
    }

    /** Puts aside what is not what it should be, for somebody to look at. */
    Path invalidate(Path file) throws IOException {
        Path aside = root.resolve("invalid").resolve(file.getFileName());
        return Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file system keeps its reserve when so many bytes more are written. */
    boolean hasRoomFor(long bytes) {
        try {
            return Files.getFileStore(root).getUsableSpace() - bytes >= floor;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("The cache's directory does not tell its free space");
            return false;
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
