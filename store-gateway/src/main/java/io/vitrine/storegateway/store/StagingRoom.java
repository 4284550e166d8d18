package io.vitrine.storegateway.store;

import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much more may be staged in a directory: staging ends before its file system is full (spec: security, S-49).
 *
 * @param maxBytes all staged bytes together
 * @param reserve percent of the file system that stay free
 */
record StagingRoom(Path dir, long maxBytes, int reserve) {
    private static final int PERCENT = 100;

    /** @throws StoreException {@code FULL} when so many bytes more are too many */
    void require(long bytes) {
        try {
            FileStore files = Files.getFileStore(dir);
            long floor = files.getTotalSpace() / PERCENT * reserve;
            if (files.getUsableSpace() - bytes < floor || (maxBytes < Long.MAX_VALUE && staged() + bytes > maxBytes)) {
                throw new StoreException(Kind.FULL, "There is no room for more staged data.", null);
            }
        } catch (IOException e) {
            throw new StoreException(Kind.TRY_LATER, "The staging directory cannot be read.", e);
        }
    }

    /** With what is still being written. */
    private long staged() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sum += size(file);
            }
        }
        return sum;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            // Removed meanwhile.
            return 0;
        }
    }
}
