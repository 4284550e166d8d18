package io.vitrine.storegateway.fake;

import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.StoreDriver;
import io.vitrine.storegateway.store.StoreException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store behind no network that streams like one behind a network, and fails when it is told to. */
@Singleton
public final class MemoryDriver implements StoreDriver {
    public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    public volatile StoreException.@Nullable Kind failsToBegin;
    public volatile StoreException.@Nullable Kind failsToWrite;
    public volatile StoreException.@Nullable Kind failsToCommit;
    public volatile StoreException.@Nullable Kind failsToDelete;
    /** Bytes that a blob may have; then the store is full. */
    public volatile int room = Integer.MAX_VALUE;

    /** Uploads that ended without their bytes. */
    public final AtomicInteger closed = new AtomicInteger();

    /** Writes wait here, and are counted while they do. */
    public volatile @Nullable CountDownLatch gate;

    public final AtomicInteger waiting = new AtomicInteger();

    /** Readers get so many bytes less than they asked for. */
    public volatile int missing;

    /** How often a blob was opened. */
    public final AtomicInteger opened = new AtomicInteger();

    /** Readers are sent to a file that is not there any more. */
    public volatile boolean vanished;

    @Override
    public String type() {
        return "memory";
    }

    public void behave() {
        failsToBegin = null;
        failsToWrite = null;
        failsToCommit = null;
        failsToDelete = null;
        gate = null;
        room = Integer.MAX_VALUE;
        closed.set(0);
        missing = 0;
        vanished = false;
    }

    @Override
    public Map<String, Object> publicProperties(StoreConfig config) {
        return Map.of();
    }

    @Override
    public BlobStore create(String id, StoreConfig config) {
        return new Memory();
    }

    private static void fail(StoreException.@Nullable Kind kind) {
        if (kind != null) {
            throw new StoreException(kind, "scripted", null);
        }
    }

    private void passGate() {
        CountDownLatch closed = gate;
        if (closed == null) {
            return;
        }
        waiting.incrementAndGet();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Kind.TRY_LATER, "interrupted", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private final class Memory implements BlobStore {
        @Override
        public BlobUpload begin(String objectName, OptionalLong size) {
            fail(failsToBegin);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new BlobUpload() {
                @Override
                public void write(ByteBuffer buffer) {
                    fail(failsToWrite);
                    passGate();
                    fail(bytes.size() + buffer.remaining() > room ? StoreException.Kind.FULL : null);
                    byte[] copy = new byte[buffer.remaining()];
                    buffer.get(copy);
                    bytes.writeBytes(copy);
                }

                @Override
                public BlobLocation commit() {
                    fail(failsToCommit);
                    blobs.put(objectName, bytes.toByteArray());
                    return locate(objectName);
                }

                @Override
                public void close() {
                    if (!blobs.containsKey(objectName)) {
                        closed.incrementAndGet();
                    }
                }
            };
        }

        @Override
        public void delete(String objectName) {
            fail(failsToDelete);
            blobs.remove(objectName);
        }

        @Override
        public BlobListing list(@Nullable String cursor, int limit) {
            return new BlobListing(
                    blobs.entrySet().stream()
                            .map(blob ->
                                    new BlobListing.Entry(blob.getKey(), false, blob.getValue().length, Instant.now()))
                            .toList(),
                    null);
        }

        @Override
        public BlobLocation locate(String objectName) {
            return new BlobLocation(URI.create("memory:///" + objectName));
        }

        @Override
        public OptionalLong freeBytes() {
            return OptionalLong.empty();
        }

        @Override
        public void check() {}

        @Override
        public OptionalLong size(BlobLocation location) {
            byte[] blob = blobs.get(name(location));
            return blob == null ? OptionalLong.empty() : OptionalLong.of(blob.length);
        }

        @Override
        public BlobContent open(BlobLocation location, long offset, long length) {
            byte[] blob = blobs.get(name(location));
            if (blob == null) {
                throw new StoreException(StoreException.Kind.NOT_FOUND, "scripted", null);
            }
            opened.incrementAndGet();
            if (vanished) {
                return new BlobContent.FileRegion(Path.of("target", "vanished"), offset, length);
            }
            return new BlobContent.ByteStream(
                    new ByteArrayInputStream(blob, (int) offset, (int) length - missing), length);
        }

        private static String name(BlobLocation location) {
            return location.url().getPath().substring(1);
        }
    }
}
