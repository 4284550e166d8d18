package io.vitrine.importworker.unpack;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;

/**
 * One zstd frame. The stream that the library offers goes on into a second one. Its window is bounded by the library, at 128 MiB. Holds
 * native memory until {@link #close}. What it has read beyond the frame it gives back as {@link SeveralMembers}.
 */
final class ZstdFrame extends InputStream {
    /** For frames that are left in the middle, by a thread that is not the one that reads them. */
    private static final Cleaner CLEANER = Cleaner.create();

    private static final int PIECE = 128 * 1024;

    private final InputStream packed;
    private final ZstdDecompressCtx decoder;
    private final Cleaner.Cleanable memory;
    private final ByteBuffer in = ByteBuffer.allocateDirect(PIECE).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(PIECE).limit(0);
    private boolean ended;

    ZstdFrame(InputStream packed, ZstdDecompressCtx decoder) {
        this.packed = packed;
        this.decoder = decoder;
        this.memory = CLEANER.register(this, decoder::close);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!out.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decode();
        }
        int n = Math.min(length, out.remaining());
        out.get(into, from, n);
        return n;
    }

    private void decode() throws IOException {
        if (!in.hasRemaining()) {
            byte[] piece = new byte[PIECE];
            int n = packed.read(piece);
            if (n < 0) {
                throw new EOFException("the frame does not end");
            }
            in.clear().put(piece, 0, n).flip();
        }
        out.clear();
        try {
            ended = decoder.decompressDirectByteBufferStream(out, in);
        } catch (ZstdException e) {
            throw new IOException(e);
        } finally {
            out.flip();
        }
        if (ended && in.hasRemaining()) {
            throw new SeveralMembers();
        }
    }

    @Override
    public void close() {
        memory.clean();
    }
}
