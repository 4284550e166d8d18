package io.vitrine.storegateway.blob;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all transfers of one kind: a fixed number of blocks, allocated as they are first needed.
 *
 * <p>Whoever finds none is served in the order of asking. No transfer can take them all: the more transfers hold blocks, the fewer each
 * may hold. And a slow sender cannot sit on one: when blocks run out, the transfer that has been filling its block for longest is asked
 * to hand it over as it is.
 */
public final class BlockPool {
    private static final int MOST_PER_TRANSFER = 16;
    private static final int FEWEST_PER_TRANSFER = 2;

    private final int capacity;
    private final Deque<Block> free = new ArrayDeque<>();
    private final Deque<Share> waiting = new ArrayDeque<>();
    private final Set<Share> filling = new LinkedHashSet<>();
    private int allocated;
    private int borrowers;

    public BlockPool(int capacity) {
        if (capacity < FEWEST_PER_TRANSFER) {
            throw new IllegalArgumentException("a pool needs at least " + FEWEST_PER_TRANSFER + " blocks");
        }
        this.capacity = capacity;
    }

    /**
     * A transfer's part in the pool.
     *
     * @param delivery gets, from any thread, the block that {@link Share#take} could not give at once
     * @param surrender called from any thread when others need the block this transfer is filling
     */
    public Share share(Consumer<Block> delivery, Runnable surrender) {
        return new Share(delivery, surrender);
    }

    /** Blocks lent just now. */
    public synchronized int lent() {
        return allocated - free.size();
    }

    void take(Block block) {
        Share next;
        synchronized (this) {
            returned(block.borrower());
            free.push(block);
            next = nextServed();
        }
        while (next != null) {
            next.deliver();
            synchronized (this) {
                next = nextServed();
            }
        }
    }

    private void returned(Share from) {
        from.held--;
        if (from.held == 0) {
            borrowers--;
        }
    }

    private @Nullable Share nextServed() {
        for (Iterator<Share> all = waiting.iterator(); all.hasNext(); ) {
            Share share = all.next();
            if (mayTake(share)) {
                all.remove();
                share.reserved = lend(share);
                return share;
            }
        }
        return null;
    }

    private boolean mayTake(Share share) {
        int fair = Math.clamp(capacity / (borrowers + 1), FEWEST_PER_TRANSFER, MOST_PER_TRANSFER);
        return share.held < fair && !exhausted();
    }

    private boolean exhausted() {
        return allocated - free.size() >= capacity;
    }

    private Block lend(Share to) {
        Block block = free.poll();
        if (block == null) {
            block = new Block(this, to);
            allocated++;
        }
        block.lend(to);
        if (to.held++ == 0) {
            borrowers++;
        }
        filling.add(to);
        return block;
    }

    private @Nullable Share longestFilling(Share asking) {
        for (Iterator<Share> all = filling.iterator(); all.hasNext(); ) {
            Share share = all.next();
            if (share != asking) {
                all.remove();
                return share;
            }
        }
        return null;
    }

    /** One transfer's part. It fills one block at a time; the others it holds are being read. */
    public final class Share {
        private final Consumer<Block> delivery;
        private final Runnable surrender;
        private int held;
        private @Nullable Block reserved;

        private Share(Consumer<Block> delivery, Runnable surrender) {
            this.delivery = delivery;
            this.surrender = surrender;
        }

        /** An empty block; or null, and then one is delivered as soon as it is this transfer's turn. */
        public @Nullable Block take() {
            Share slow;
            synchronized (BlockPool.this) {
                // Nobody is passed over: those who wait were looked at whenever a block came back, and could not take
                // it.
                if (mayTake(this)) {
                    return lend(this);
                }
                waiting.add(this);
                slow = exhausted() ? longestFilling(this) : null;
            }
            if (slow != null) {
                slow.surrender.run();
            }
            return null;
        }

        /** The block being filled is full or was handed over. */
        public void filled() {
            synchronized (BlockPool.this) {
                filling.remove(this);
            }
        }

        /** Wants no block any more. A block on its way here may still be delivered, and must be given back. */
        public void leave() {
            synchronized (BlockPool.this) {
                waiting.remove(this);
                filling.remove(this);
            }
        }

        private void deliver() {
            Block block;
            synchronized (BlockPool.this) {
                block = reserved;
                reserved = null;
            }
            if (block != null) {
                delivery.accept(block);
            }
        }
    }
}
