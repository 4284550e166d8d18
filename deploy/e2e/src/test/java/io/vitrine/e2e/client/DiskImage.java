package io.vitrine.e2e.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A qcow2 file as users have them, with its digests. */
public record DiskImage(Path file, long virtualSize, String md5, String sha256, String sha512) {
    private static final long RANDOM_BYTES = 256L << 20;

    /** With 256 MiB of random data inside: nothing can be squeezed out of it, or guessed. */
    public static DiskImage large(Path dir) throws IOException, InterruptedException {
        return make(dir, RANDOM_BYTES);
    }

    public static DiskImage small(Path dir) throws IOException, InterruptedException {
        return make(dir, 4L << 20);
    }

    private static DiskImage make(Path dir, long size) throws IOException, InterruptedException {
        Path raw = RandomBytes.file(dir.resolve("disk.raw"), size, 2026);
        Path file = dir.resolve("disk.qcow2");
        new Command(Map.of(), "qemu-img")
                .run("convert", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString())
                .good();
        Files.delete(raw);
        return new DiskImage(file, size, Hex.md5(file), Hex.sha256(file), Hex.sha512(file));
    }

    public long size() throws IOException {
        return Files.size(file);
    }
}
