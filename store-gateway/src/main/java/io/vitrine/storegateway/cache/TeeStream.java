package io.vitrine.storegateway.cache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands what is read on to a fill as well. Closed before the last byte was read, it gives the fill up. */
final class TeeStream extends FilterInputStream {
    private final Fill fill;
    private long left;

    TeeStream(InputStream bytes, Fill fill) {
        super(bytes);
        this.fill = fill;
        this.left = fill.size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (read > 0) {
            fill.bytes(into, offset, read);
            left -= read;
            if (left == 0) {
                fill.last();
            }
        }
        return read;
    }

    /** Skipped bytes would be missing in the copy. */
    @Override
    public long skip(long bytes) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            fill.giveUp("the download ended early");
        }
        super.close();
    }
}
