package io.vitrine.storegateway.store.s3;

import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The memory that parts of S3 uploads wait in: one bounded pool for the whole process, however many stores and uploads there are. A part
 * must be in memory until the server has taken it, because it is signed as a whole and may have to be sent again.
 *
 * <p>On the heap: digests and sockets of the JDK take arrays without a further copy.
 */
@Singleton
class PartBuffers {
    /** Size of a part, and so of what an upload of unknown size takes from the pool at once. */
    static final int PART_SIZE = 16 * 1024 * 1024;

    private static final int UNIT = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Semaphore units;
    private final ConcurrentLinkedDeque<byte[]> idle = new ConcurrentLinkedDeque<>();
    private final Duration patience;

    @Inject
    PartBuffers(@ConfigProperty(name = "images.s3.part-buffers", defaultValue = "4") int count) {
        this(count, PATIENCE);
    }

    PartBuffers(int count, Duration patience) {
        // Fair, or an upload that needs a whole part would wait for ever behind small ones.
        units = new Semaphore(count * (PART_SIZE / UNIT), true);
        this.patience = patience;
    }

    /** A buffer for that many bytes, if the pool has one just now. */
    Optional<PartBuffer> tryTake(int capacity) {
        return units.tryAcquire(unitsFor(capacity)) ? Optional.of(allocate(capacity)) : Optional.empty();
    }

    /**
     * A buffer for that many bytes. Waits for one; the caller must not hold another that only it can give back.
     *
     * @throws StoreException {@code TRY_LATER} when none came free for a while
     */
    PartBuffer take(int capacity) {
        try {
            if (units.tryAcquire(unitsFor(capacity), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return allocate(capacity);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRY_LATER, "The upload was interrupted.", e);
        }
        throw new StoreException(Kind.TRY_LATER, "Too many uploads to object stores are on their way.", null);
    }

    void release(PartBuffer buffer) {
        byte[] bytes = buffer.array();
        if (bytes.length == PART_SIZE) {
            idle.push(bytes);
        }
        units.release(unitsFor(bytes.length));
    }

    /** Room is free again, the array is not: somebody may still be reading it. */
    void abandon(PartBuffer buffer) {
        units.release(unitsFor(buffer.array().length));
    }

    private PartBuffer allocate(int capacity) {
        byte[] pooled = capacity == PART_SIZE ? idle.poll() : null;
        return new PartBuffer(pooled != null ? pooled : new byte[capacity]);
    }

    private static int unitsFor(int capacity) {
        return (capacity + UNIT - 1) / UNIT;
    }
}
