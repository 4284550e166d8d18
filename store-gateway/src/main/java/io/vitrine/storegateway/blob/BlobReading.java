package io.vitrine.storegateway.blob;

import io.vitrine.storegateway.store.BlobContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Reads a blob from its first byte to its last for what it adds up to. Blocks; an interrupt ends it. */
public final class BlobReading {
    private static final int BLOCK = 256 * 1024;

    private BlobReading() {}

    /** Whether that is the name of a hash function. */
    public static boolean knows(String hashAlgorithm) {
        return HashAlgorithm.named(hashAlgorithm).isPresent();
    }

    /**
     * The digests of all of it, which closes it.
     *
     * @throws IOException when it breaks off or ends early, or this thread is interrupted
     */
    public static BlobDigests digests(BlobContent content, String hashAlgorithm) throws IOException {
        MessageDigest md5 = HashAlgorithm.md5();
        MessageDigest hash = HashAlgorithm.named(hashAlgorithm).orElseThrow();
        CRC32C crc32c = new CRC32C();
        byte[] block = new byte[BLOCK];
        try (InputStream bytes = stream(content)) {
            for (long left = content.length(); left > 0; ) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("nobody waits for the digests any more");
                }
                int read = bytes.readNBytes(block, 0, (int) Math.min(block.length, left));
                if (read == 0) {
                    throw new IOException("the bytes ended early");
                }
                md5.update(block, 0, read);
                hash.update(block, 0, read);
                crc32c.update(block, 0, read);
                left -= read;
            }
        }
        HexFormat hex = HexFormat.of();
        return new BlobDigests(
                content.length(),
                hex.formatHex(md5.digest()),
                hashAlgorithm,
                hex.formatHex(hash.digest()),
                crc32c.getValue(),
                null);
    }

    private static InputStream stream(BlobContent content) throws IOException {
        return switch (content) {
            case BlobContent.ByteStream(InputStream stream, long length) -> stream;
            case BlobContent.FileRegion(var file, long offset, long length) -> {
                InputStream stream = Files.newInputStream(file);
                stream.skipNBytes(offset);
                yield stream;
            }
        };
    }
}
