package io.vitrine.storegateway.store.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import okio.BufferedSink;

/** A part in memory of the {@link PartBuffers}. */
final class PartBuffer implements PartBytes {
    private final PartBuffers pool;
    private final byte[] array;
    private int length;

    PartBuffer(PartBuffers pool, byte[] array) {
        this.pool = pool;
        this.array = array;
    }

    @Override
    public void fill(ByteBuffer bytes) {
        int taken = Math.min(bytes.remaining(), array.length - length);
        bytes.get(array, length, taken);
        length += taken;
    }

    @Override
    public boolean isFull() {
        return length == array.length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        filled().writeTo(sink);
    }

    @Override
    public String sha256() {
        return filled().sha256();
    }

    @Override
    public void release() {
        pool.release(array);
    }

    @Override
    public void abandon() {
        pool.abandon(array);
    }

    private ArrayBytes filled() {
        return new ArrayBytes(array, length);
    }
}
