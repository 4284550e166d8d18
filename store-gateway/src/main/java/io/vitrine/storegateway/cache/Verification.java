package io.vitrine.storegateway.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one copy again and compares it with its hash: disks forget. */
final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
    private static final int PIECE = 128 * 1024;

    private Verification() {}

    /** The copy that waits the longest, of those that were not verified since then. */
    static void next(Cache cache, long since) {
        cache.unverifiedSince(since).ifPresent(name -> {
            try {
                cache.verified(name, isRight(cache.folder(), name));
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("imageId", name.image())
                        .addKeyValue("cause", e.toString())
                        .log("A copy in the cache cannot be read");
                cache.verified(name, false);
            }
        });
    }

    private static boolean isRight(CacheFolder folder, EntryName name) throws IOException {
        MessageDigest digest = name.digest();
        try (InputStream bytes = Files.newInputStream(folder.complete(name))) {
            byte[] piece = new byte[PIECE];
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return name.hash().equals(HexFormat.of().formatHex(digest.digest()));
    }
}
