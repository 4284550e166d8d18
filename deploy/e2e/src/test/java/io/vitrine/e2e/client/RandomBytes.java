package io.vitrine.e2e.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Bytes that nothing compresses; the same seed gives the same ones. */
public final class RandomBytes {
    private static final int BLOCK = 1 << 20;

    private RandomBytes() {}

    public static byte[] of(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static Path file(Path file, long size, long seed) throws IOException {
        var random = new Random(seed);
        var block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(BLOCK, left));
            }
        }
        return file;
    }
}
