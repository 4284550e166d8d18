package io.vitrine.storegateway.store.s3;

import io.minio.GetObjectResponse;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exactly so many bytes, or an exception; an end that comes early is never taken for the end. */
final class ExactStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ExactStream.class);

    private long missing;

    private ExactStream(InputStream in, long length) {
        super(in);
        this.missing = length;
    }

    /**
     * The answer to a request for a range.
     *
     * @throws StoreException {@code BROKEN} when the server sends another range or another length
     */
    static InputStream of(GetObjectResponse answer, long offset, long length) {
        @Nullable String range = answer.headers().get("Content-Range");
        @Nullable String announced = answer.headers().get("Content-Length");
        boolean inPlace = range == null ? offset == 0 : range.startsWith("bytes " + offset + "-");
        if (!inPlace || !String.valueOf(length).equals(announced)) {
            throw new StoreException(Kind.BROKEN, "The store has fewer bytes than the image, or sends others.", null);
        }
        return new ExactStream(answer, length);
    }

    /** Gives up an answer that nobody wants. */
    static void discard(InputStream answer) {
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
