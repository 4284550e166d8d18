package io.vitrine.importworker.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Sources that are compressed, and what pretends to be. */
class UnpackingTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final byte[] IMAGE = image(700_000);

    @AfterAll
    static void end() {
        VERTX.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPackedComesOut(Packing packing) throws Exception {
        Source unpacked = open(pack(packing, IMAGE), 1000);

        assertThat(unpacked.length()).isEmpty();
        assertThat(all(unpacked)).isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAsGoodAsSomething(Packing packing) throws Exception {
        assertThat(all(open(pack(packing, new byte[0]), 7))).isEmpty();
    }

    @Test
    void whatIsNotCompressedStaysWhatItIs() throws Exception {
        for (byte[] plain : new byte[][] {{}, {1}, IMAGE, "BZh91 is no beginning".getBytes("US-ASCII")}) {
            Source source = open(plain, 3);

            assertThat(source.length()).hasValue(plain.length);
            assertThat(all(source)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffIsNotWhole(Packing packing) throws IOException {
        byte[] packed = pack(packing, IMAGE);
        // The list at the end of a zip archive is not needed to unpack it.
        int most = packing == Packing.ZIP ? 4_000 : packed.length - 1;

        IntStream.of(12, most / 2, most)
                .forEach(length -> assertThatThrownBy(() -> all(open(Arrays.copyOf(packed, length), 1000)))
                        .as("%d of %d", length, packed.length)
                        .isInstanceOf(SourceException.class)
                        .hasMessage("Unpacking the source failed: it is no whole %s data.", packing.word()));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDamagedIsNotWhole(Packing packing) throws IOException {
        byte[] packed = pack(packing, IMAGE);
        packed[packed.length / 2] ^= 0x55;

        assertThatThrownBy(() -> all(open(packed, 1000))).isInstanceOf(SourceException.class);
    }

    @ParameterizedTest
    @EnumSource(names = "ZIP", mode = EnumSource.Mode.EXCLUDE)
    void aSecondStreamIsRefused(Packing packing) throws IOException {
        byte[] packed = pack(packing, IMAGE);
        byte[] twice = Arrays.copyOf(packed, 2 * packed.length);
        System.arraycopy(packed, 0, twice, packed.length, packed.length);

        assertThatThrownBy(() -> all(open(twice, 1000))).hasMessageContaining("more than one");
    }

    @Test
    void aSecondFileInAnArchiveIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : new String[] {"../../a", "b"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(IMAGE);
                zip.closeEntry();
            }
        }

        assertThatThrownBy(() -> all(open(bytes.toByteArray(), 1000))).hasMessageContaining("more than one");
    }

    @Test
    void anArchiveThatBeginsWithADirectoryIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a/"));
            zip.closeEntry();
        }

        assertThatThrownBy(() -> all(open(bytes.toByteArray(), 1000))).isInstanceOf(SourceException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aBombIsCutOffSoonAfterTheFirst100MiB(Packing packing) throws Exception {
        byte[] packed = pack(packing, 300 << 20);
        assertThat(packed.length).isLessThan(3 << 20);
        Source source = open(packed, 4_000);
        long[] unpacked = {0};

        assertThatThrownBy(() -> {
                    for (Buffer next = source.bytes().next();
                            next != null;
                            next = source.bytes().next()) {
                        unpacked[0] += next.length();
                    }
                })
                .hasMessageContaining("more than 100 times its size");
        assertThat(unpacked[0]).isBetween(99L << 20, 300L << 20);
    }

    @Test
    void theEndIsToldOnlyAfterTheSourceHasToldIts() throws IOException {
        for (Packing packing : Packing.values()) {
            byte[] packed = pack(packing, IMAGE);
            Source source = source(new Pieces(packed, 1000) {
                @Override
                void end() throws SourceException {
                    throw new SourceException("checksum_mismatch", "Not what was expected.");
                }
            });

            assertThatThrownBy(() -> all(Unpacking.of(source)))
                    .as(packing.word())
                    .hasMessage("Not what was expected.");
        }
    }

    private static Source open(byte[] bytes, int piece) throws SourceException, InterruptedException {
        return Unpacking.of(new Source(
                VERTX.getOrCreateContext(), new Pieces(bytes, piece), OptionalLong.of(bytes.length), Long.MAX_VALUE));
    }

    private static Source source(Bytes bytes) {
        return new Source(VERTX.getOrCreateContext(), bytes, OptionalLong.empty(), Long.MAX_VALUE);
    }

    private static byte[] all(Source source) throws SourceException, InterruptedException {
        Buffer all = Buffer.buffer();
        for (Buffer next = source.bytes().next();
                next != null;
                next = source.bytes().next()) {
            all.appendBuffer(next);
        }
        return all.getBytes();
    }

    /** Bytes in small pieces. */
    private static class Pieces implements Bytes {
        private final byte[] bytes;
        private final int piece;
        private int at;

        Pieces(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        void end() throws SourceException {}

        @Override
        public Buffer next() throws SourceException {
            if (at == bytes.length) {
                end();
                return null;
            }
            int to = Math.min(bytes.length, at + piece);
            Buffer next = Buffer.buffer(Arrays.copyOfRange(bytes, at, to));
            at = to;
            return next;
        }

        @Override
        public void close() {}
    }

    /** Half of it can be compressed. */
    private static byte[] image(int size) {
        byte[] image = new byte[size];
        byte[] noise = new byte[size / 2];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, image, 0, noise.length);
        return image;
    }

    private static byte[] pack(Packing packing, byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = packer(packing, packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] pack(Packing packing, int zeros) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = packer(packing, packed)) {
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < zeros >> 20; i++) {
                out.write(piece);
            }
        }
        return packed.toByteArray();
    }

    private static OutputStream packer(Packing packing, OutputStream to) throws IOException {
        return switch (packing) {
            case GZIP -> new GZIPOutputStream(to);
            case XZ -> new XZOutputStream(to, new LZMA2Options(0));
            case ZSTD -> new ZstdOutputStream(to, 1).setChecksum(true);
            case BZIP2 -> new BZip2CompressorOutputStream(to, 1);
            case ZIP -> {
                var zip = new ZipOutputStream(to);
                zip.putNextEntry(new ZipEntry("disk.raw"));
                yield zip;
            }
        };
    }
}
