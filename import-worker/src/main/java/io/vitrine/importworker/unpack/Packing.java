package io.vitrine.importworker.unpack;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.SingleXZInputStream;

/** Ways to compress that are recognised by the first bytes. Each opens exactly one stream, and leaves what comes behind it unread. */
enum Packing {
    GZIP("gzip", "1f8b08") {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new GzipCompressorInputStream(packed, false);
        }
    },
    XZ("xz", "fd377a585a00") {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new SingleXZInputStream(packed, MEMORY_KIB);
        }
    },
    ZSTD("zstd", "28b52ffd") {
        @Override
        InputStream open(InputStream packed) {
            return new ZstdFrame(packed, new ZstdDecompressCtx());
        }
    },
    /** With the marks of a first block, or of no block: three letters are soon found in an image, too. */
    BZIP2("bzip2", "425a68..314159265359", "425a68..177245385090") {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new BZip2CompressorInputStream(packed, false);
        }
    },
    ZIP("zip", "504b0304") {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return ZipMember.open(packed);
        }
    };

    /** Most bytes that the first bytes of any of these take. */
    static final int LONGEST_MAGIC = 10;

    /** A dictionary as large as the strongest setting of {@code xz} makes needs 65 MiB. */
    private static final int MEMORY_KIB = 100 * 1024;

    private final String word;
    private final String[] magics;

    Packing(String word, String... magics) {
        this.word = word;
        this.magics = magics;
    }

    /** Decodes; whatever is wrong with the data is an {@link IOException}. */
    abstract InputStream open(InputStream packed) throws IOException;

    String word() {
        return word;
    }

    static Optional<Packing> of(byte[] head) {
        return Arrays.stream(values())
                .filter(packing -> Arrays.stream(packing.magics).anyMatch(magic -> begins(head, magic)))
                .findFirst();
    }

    private static boolean begins(byte[] head, String magic) {
        int length = magic.length() / 2;
        for (int i = 0; i < length; i++) {
            String digits = magic.substring(2 * i, 2 * i + 2);
            if (i >= head.length || !digits.equals("..") && head[i] != (byte) Integer.parseInt(digits, 16)) {
                return false;
            }
        }
        return true;
    }
}
