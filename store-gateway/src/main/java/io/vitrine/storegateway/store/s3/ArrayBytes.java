package io.vitrine.storegateway.store.s3;

import io.minio.Digest;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import okio.BufferedSink;

/** The first bytes of an array. */
final class ArrayBytes implements Outgoing {
    /** The client copies what it is given into its own segments before the first byte leaves: small bites keep those few. */
    private static final int BITE = 64 * 1024;

    private final byte[] array;
    private final int length;

    ArrayBytes(byte[] array, int length) {
        this.array = array;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int at = 0; at < length; at += BITE) {
            sink.write(array, at, Math.min(BITE, length - at));
        }
    }

    @Override
    public String sha256() {
        try {
            return Digest.sha256Hash(array, length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
