package io.vitrine.importworker.unpack;

import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A compressed source, unpacked while it comes. One stream or file is allowed in it and nothing behind; beyond 100 MiB it may be a hundred
 * times as large as what it came from, and whoever places the bytes sees to it that an image is not larger than it may be. The end is
 * reported only after the source's own end, and with it its checksum, was seen.
 */
public final class Unpacking implements Bytes {
    private static final int PIECE = 128 * 1024;
    private static final long RATIO_COUNTS_FROM = 100 << 20;
    private static final long RATIO = 100;

    private final Bytes source;
    private final Packing packing;
    private final PackedInput counted;
    private final InputStream packed;
    private @Nullable InputStream unpacked;
    private long produced;

    private Unpacking(Bytes source, Packing packing) {
        this.source = source;
        this.packing = packing;
        this.counted = new PackedInput(source);
        // The decoder of gzip marks its place in it, and gives back what it read too far.
        this.packed = new BufferedInputStream(counted, PIECE);
    }

    /** The source itself when it is not compressed in a way that is known here. */
    public static Source of(Source source) throws SourceException, InterruptedException {
        Peeked peeked = new Peeked(source.bytes(), Packing.LONGEST_MAGIC);
        Optional<Packing> packing = Packing.of(peeked.head(Packing.LONGEST_MAGIC));
        return packing.isEmpty()
                ? source.with(peeked, source.length())
                : source.with(new Unpacking(peeked, packing.get()), OptionalLong.empty());
    }

    @Override
    public @Nullable Buffer next() throws SourceException, InterruptedException {
        try {
            return read();
        } catch (SourceException e) {
            throw e;
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (SeveralMembers e) {
            throw failed("it holds more than one stream or file");
        } catch (IOException | RuntimeException e) {
            // Decoders meet broken data with exceptions of many kinds.
            throw failed("it is no whole " + packing.word() + " data");
        }
    }

    private @Nullable Buffer read() throws IOException {
        InputStream from = unpacked;
        if (from == null) {
            from = packing.open(packed);
            unpacked = from;
        }
        byte[] piece = new byte[PIECE];
        int n = from.readNBytes(piece, 0, PIECE);
        produced += n;
        if (produced > RATIO_COUNTS_FROM && produced > RATIO * counted.count()) {
            throw failed("it unpacks to more than %d times its size".formatted(RATIO));
        }
        if (n > 0) {
            return Buffer.buffer(n).appendBytes(piece, 0, n);
        }
        if (packed.read() >= 0) {
            throw new SeveralMembers();
        }
        from.close();
        return null;
    }

    private static SourceException failed(String cause) {
        return new SourceException("unpack_failed", "Unpacking the source failed: " + cause + ".");
    }

    @Override
    public void close() {
        source.close();
    }
}
