package io.vitrine.importworker.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process' own directory below the configured one, held by a lock for as long as it lives. What dead processes have left there is removed
 * when another one starts. Space is reserved before it is used, so that no conversion fills the disk. Safe for use by several threads.
 */
final class ScratchDir implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchDir.class);
    private static final String PREFIX = "worker-";
    private static final String LOCK = ".lock";

    private final Path own;
    private final FileChannel lock;
    private long reserved;

    private ScratchDir(Path own, FileChannel lock) {
        this.own = own;
        this.lock = lock;
    }

    static ScratchDir in(Path root) throws IOException {
        Files.createDirectories(root);
        sweep(root);
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path own = Files.createDirectory(root.toAbsolutePath().resolve(PREFIX + UUID.randomUUID()), mine);
        FileChannel lock = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new ScratchDir(own, lock);
    }

    private static void sweep(Path root) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path dir : left) {
                if (isAbandoned(dir)) {
                    LOG.atInfo().addKeyValue("dir", dir.getFileName()).log("What a dead worker left is removed");
                    delete(dir);
                }
            }
        }
    }

    /** One that is just being made has no lock yet, and is left to the next start. */
    private static boolean isAbandoned(Path dir) throws IOException {
        if (!Files.exists(dir.resolve(LOCK))) {
            return false;
        }
        try (FileChannel lock = FileChannel.open(dir.resolve(LOCK), StandardOpenOption.WRITE);
                @Nullable FileLock held = lock.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            // Of another one in this very process.
            return false;
        }
    }

    /**
     * A directory for one image.
     *
     * @param bytes that its file will have
     * @throws ConversionException when there is no room for them now
     */
    Scratch begin(String name, long bytes) throws IOException, ConversionException {
        reserve(bytes);
        try {
            return new Scratch(this, Files.createDirectory(own.resolve(name)), bytes);
        } catch (IOException e) {
            release(bytes);
            throw e;
        }
    }

    Path dir() {
        return own;
    }

    synchronized void reserve(long bytes) throws IOException, ConversionException {
        if (bytes > Files.getFileStore(own).getUsableSpace() - reserved) {
            throw ConversionException.noRoom();
        }
        reserved += bytes;
    }

    /** Bytes that were written, and so are missing on the disk itself, or will not be. */
    synchronized void release(long bytes) {
        reserved -= bytes;
    }

    static void delete(Path dir) throws IOException {
        Files.walkFileTree(dir, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            lock.close();
            delete(own);
        } catch (IOException e) {
            throw new UncheckedIOException("scratch directory", e);
        }
    }
}
