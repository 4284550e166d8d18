package io.vitrine.storegateway.blob;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of memory on loan from a {@link BlockPool}. One thread fills it; then it is handed over to a fixed number of readers, and goes
 * back to the pool when the last of them is done.
 */
public final class Block {
    /** Bytes in a block. */
    public static final int SIZE = 256 * 1024;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
    private final AtomicInteger readers = new AtomicInteger();
    private final BlockPool pool;
    private BlockPool.Share borrower;

    Block(BlockPool pool, BlockPool.Share borrower) {
        this.pool = pool;
        this.borrower = borrower;
    }

    void lend(BlockPool.Share to) {
        borrower = to;
        memory.clear();
    }

    BlockPool.Share borrower() {
        return borrower;
    }

    /** What is filled in so far ends at its position. For the filling thread alone. */
    public ByteBuffer memory() {
        return memory;
    }

    void handOver(int toReaders) {
        memory.flip();
        readers.set(toReaders);
    }

    ByteBuffer view() {
        return memory.duplicate();
    }

    /** A reader is done. */
    void done() {
        if (readers.decrementAndGet() == 0) {
            discard();
        }
    }

    /** Back to the pool, unread. For whoever fills it and does not hand it over. */
    public void discard() {
        pool.take(this);
    }
}
