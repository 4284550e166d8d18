package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;

/**
 * How the bytes ended.
 *
 * @param total how many there were
 * @param tail the last of them
 */
record Ending(long total, ByteBuffer tail) {
    static final int SECTOR = 512;

    /** The sector that ends so many bytes before the end; empty when there is none. */
    ByteBuffer sector(int bytesBeforeEnd) {
        int from = tail.limit() - bytesBeforeEnd - SECTOR;
        return from < 0 ? ByteBuffer.allocate(0) : tail.slice(from, SECTOR);
    }
}
