package io.vitrine.storegateway.blob;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** All that is remembered of a blob's bytes, computed by one thread that reads them. */
public final class Fingerprint {
    private final CRC32C crc32c = new CRC32C();
    private final MessageDigest md5 = HashAlgorithm.md5();
    private final @Nullable MessageDigest hash;

    private Fingerprint(@Nullable MessageDigest hash) {
        this.hash = hash;
    }

    /** Whether that is the name of a hash function. */
    public static boolean knows(String osHashAlgo) {
        return HashAlgorithm.named(osHashAlgo).isPresent();
    }

    /** @param osHashAlgo null for none; one that nobody knows any more is not compared */
    public static Fingerprint with(@Nullable String osHashAlgo) {
        return new Fingerprint(
                osHashAlgo == null ? null : HashAlgorithm.named(osHashAlgo).orElse(null));
    }

    public void update(ByteBuffer bytes) {
        crc32c.update(bytes.duplicate());
        md5.update(bytes.duplicate());
        if (hash != null) {
            hash.update(bytes.duplicate());
        }
    }

    /** All of it, of so many bytes; the hash is the {@linkplain #knows known} one that was asked for. Ends the computation. */
    public BlobDigests digests(long size, String osHashAlgo) {
        return new BlobDigests(
                size,
                hex(md5),
                osHashAlgo,
                hex(Objects.requireNonNull(hash, "no hash was computed")),
                crc32c.getValue(),
                null);
    }

    /** The first that differs of those that are known; null when none does. Ends the computation. */
    public @Nullable String differsFrom(
            @Nullable Long knownCrc32c, @Nullable String knownMd5, @Nullable String knownHash) {
        if (knownCrc32c != null && knownCrc32c != crc32c.getValue()) {
            return "crc32c";
        }
        if (knownMd5 != null && !knownMd5.equalsIgnoreCase(hex(md5))) {
            return "checksum";
        }
        if (knownHash != null && hash != null && !knownHash.equalsIgnoreCase(hex(hash))) {
            return "os_hash";
        }
        return null;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
