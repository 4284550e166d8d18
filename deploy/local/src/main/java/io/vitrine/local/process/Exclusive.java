package io.vitrine.local.process;

import io.vitrine.local.LocalFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** A lock file: held by one at a time on the whole machine, and free again when its holder dies. */
public final class Exclusive implements AutoCloseable {
    private final FileChannel channel;

    private Exclusive(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock if nobody has it. */
    public static Optional<Exclusive> take(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Another thread of this very JVM has it.
                lock = null;
            }
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Exclusive(channel));
        } catch (IOException e) {
            throw new LocalFailure("Cannot write " + file + ": " + e.getMessage() + ". Choose a folder with --dir.", e);
        }
    }

    /** Waits for the lock, at most so long. */
    public static Exclusive await(Path file, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            Optional<Exclusive> lock = take(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            Pause.of(Duration.ofMillis(100));
        }
        throw new LocalFailure(
                "Another command has held " + file + " for " + patience.toSeconds() + " s: wait for it" + " to end.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalFailure("Cannot release a lock: " + e.getMessage() + ".", e);
        }
    }
}
