package io.vitrine.storegateway.store;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exactly so many bytes, or an exception; an end that comes early is never taken for the end. */
public final class ExactStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ExactStream.class);

    private long missing;

    public ExactStream(InputStream in, long length) {
        super(in);
        this.missing = length;
    }

    /** Gives up an answer that nobody wants. */
    public static void discard(InputStream answer) {
        try {
            answer.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Closing an unread answer failed");
        }
    }

    @Override
    public int read() throws IOException {
        if (missing == 0) {
            return -1;
        }
        int one = in.read();
        count(one < 0 ? -1 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (missing == 0) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, missing));
        count(read);
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(Math.min(n, missing));
        missing -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException("the store's answer ended " + missing + " bytes early");
        }
        missing -= read;
    }
}
