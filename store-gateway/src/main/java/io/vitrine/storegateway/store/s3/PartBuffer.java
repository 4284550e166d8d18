package io.vitrine.storegateway.store.s3;

import java.nio.ByteBuffer;

/** Bytes of one part, filled from the front. */
final class PartBuffer {
    private final byte[] array;
    private int length;

    PartBuffer(byte[] array) {
        this.array = array;
    }

    /** Takes as many bytes as there is room for. */
    void fill(ByteBuffer bytes) {
        int taken = Math.min(bytes.remaining(), array.length - length);
        bytes.get(array, length, taken);
        length += taken;
    }

    boolean isFull() {
        return length == array.length;
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }
}
