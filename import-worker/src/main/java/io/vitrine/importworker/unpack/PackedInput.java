package io.vitrine.importworker.unpack;

import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** A source as the decoders want to read it. Counts what they took. */
final class PackedInput extends InputStream {
    private final Bytes source;
    private @Nullable Buffer current;
    private int at;
    private long count;

    PackedInput(Bytes source) {
        this.source = source;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Buffer buffer = current;
        while (buffer == null || at == buffer.length()) {
            buffer = next();
            if (buffer == null) {
                return -1;
            }
            current = buffer;
            at = 0;
        }
        int n = Math.min(length, buffer.length() - at);
        buffer.getBytes(at, at + n, into, from);
        at += n;
        count += n;
        return n;
    }

    private @Nullable Buffer next() throws IOException {
        try {
            return source.next();
        } catch (InterruptedException e) {
            // Set again, because decoders know no other way to pass an interrupt on.
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
