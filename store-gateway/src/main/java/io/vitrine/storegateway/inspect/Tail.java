package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;

/** Remembers the last few bytes of those that pass. */
final class Tail {
    private static final int SIZE = 3 * Ending.SECTOR;

    private final byte[] last = new byte[SIZE];
    private int have;

    void accept(ByteBuffer bytes) {
        int count = Math.min(SIZE, bytes.remaining());
        int keep = Math.min(have, SIZE - count);
        System.arraycopy(last, have - keep, last, 0, keep);
        bytes.get(bytes.limit() - count, last, keep, count);
        have = keep + count;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(last, 0, have).slice();
    }
}
