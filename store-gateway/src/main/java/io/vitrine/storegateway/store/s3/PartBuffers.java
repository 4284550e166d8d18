package io.vitrine.storegateway.store.s3;

import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that parts of S3 uploads wait in: one bounded pool for the whole process, however many stores and uploads there are. A part
 * must be kept until the server has taken it, because it is signed as a whole and may have to be sent again.
 *
 * <p>On the heap: digests and sockets of the JDK take arrays without a further copy.
 */
final class PartBuffers {
    /** Size of a buffer, and so of the largest part that is kept in memory. */
    static final int PART_SIZE = 16 * 1024 * 1024;

    private static final int UNIT = 64 * 1024;

    private final Semaphore units;
    private final ConcurrentLinkedDeque<byte[]> idle = new ConcurrentLinkedDeque<>();
    private final Duration patience;

    PartBuffers(int count, Duration patience) {
        // Fair, or an upload that needs a whole part would wait for ever behind small ones.
        units = new Semaphore(count * (PART_SIZE / UNIT), true);
        this.patience = patience;
    }

    /** A buffer for that many bytes, if the pool has one just now and nobody waits for it. */
    Optional<PartBuffer> tryTake(int capacity) {
        return !units.hasQueuedThreads() && units.tryAcquire(unitsFor(capacity))
                ? Optional.of(allocate(capacity))
                : Optional.empty();
    }

    /** A buffer for that many bytes; empty when none came free for a while. The caller must not hold one that only it can give back. */
    Optional<PartBuffer> take(int capacity) {
        try {
            return units.tryAcquire(unitsFor(capacity), patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(allocate(capacity))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRY_LATER, "The upload was interrupted.", e);
        }
    }

    void release(byte[] array) {
        if (array.length == PART_SIZE) {
            idle.push(array);
        }
        units.release(unitsFor(array.length));
    }

    /** Room is free again, the array is not: somebody may still be reading it. */
    void abandon(byte[] array) {
        units.release(unitsFor(array.length));
    }

    private PartBuffer allocate(int capacity) {
        byte[] pooled = capacity == PART_SIZE ? idle.poll() : null;
        return new PartBuffer(this, pooled != null ? pooled : new byte[capacity]);
    }

    private static int unitsFor(int capacity) {
        return (capacity + UNIT - 1) / UNIT;
    }
}
