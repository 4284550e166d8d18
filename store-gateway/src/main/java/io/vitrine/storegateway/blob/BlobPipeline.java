package io.vitrine.storegateway.blob;

import io.vitrine.storegateway.inspect.FormatRefused;
import io.vitrine.storegateway.inspect.Inspection;
import io.vitrine.storegateway.inspect.Verdict.Accepted;
import io.vitrine.storegateway.inspect.Verdict.Refused;
import io.vitrine.storegateway.store.BlobUpload;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The one pass over a blob's bytes: MD5, the second hash, CRC32C with the inspection, and the writing into each store, side by side, each in order. Blocks
 * come from one thread; nothing here waits. A block goes back when the slowest of them is done with it.
 */
public final class BlobPipeline {
    private static final int READERS = 3;

    private final MessageDigest md5 = HashAlgorithm.md5();
    private final CRC32C crc32c = new CRC32C();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<Writer> writers = new ArrayList<>();
    private final InOrder md5Steps;
    private final InOrder hashSteps;
    private final InOrder contentSteps;
    private final Optional<Inspection> inspection;
    private final String hashAlgorithm;
    private final MessageDigest hash;
    private volatile boolean stopped;
    private volatile long size;

    private BlobPipeline(Lane lane, String hashAlgorithm, MessageDigest hash, Optional<Inspection> inspection) {
        this.inspection = inspection;
        this.contentSteps = new InOrder(lane.digests());
        this.hashAlgorithm = hashAlgorithm;
        this.hash = hash;
        this.md5Steps = new InOrder(lane.digests());
        this.hashSteps = new InOrder(lane.digests());
    }

    /**
     * Empty when nobody knows that hash algorithm.
     *
     * @param inspection of bytes that must be what they are said to be; a refusal fails the whole with {@link FormatRefused}
     */
    public static Optional<BlobPipeline> of(Lane lane, String hashAlgorithm, Optional<Inspection> inspection) {
        return HashAlgorithm.named(hashAlgorithm).map(hash -> new BlobPipeline(lane, hashAlgorithm, hash, inspection));
    }

    /** Has the bytes written there, too. Before the first block. */
    public Writer into(BlobUpload upload, Lane lane) {
        Writer writer = new Writer(upload, lane);
        writers.add(writer);
        return writer;
    }

    /** Takes a filled block over; it returns to its pool by itself. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread brings the blocks; others look on.
    public void accept(Block block) {
        block.handOver(READERS + writers.size());
        size += block.view().remaining();
        md5Steps.execute(() -> read(block, md5::update));
        hashSteps.execute(() -> read(block, hash::update));
        contentSteps.execute(() -> read(block, this::look));
        writers.forEach(writer -> writer.steps.execute(() -> writer.take(block)));
    }

    /** Bytes taken over so far. From any thread. */
    public long bytes() {
        return size;
    }

    /** Completes exceptionally with what went wrong first for the bytes as such; never completes otherwise. A writer has its own. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** No more blocks come: completes with the digests when every byte is read, and written where the writing did not fail. */
    public CompletableFuture<BlobDigests> finish() {
        HexFormat hex = HexFormat.of();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> hex.formatHex(md5.digest()), md5Steps);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> hex.formatHex(hash.digest()), hashSteps);
        CompletableFuture<Long> third = CompletableFuture.supplyAsync(crc32c::getValue, contentSteps);
        CompletableFuture<Optional<Accepted>> fourth = CompletableFuture.supplyAsync(this::content, contentSteps);
        CompletableFuture<BlobDigests> digests = CompletableFuture.allOf(first, second, third, fourth, quiet())
                .thenApply(all -> new BlobDigests(
                        size,
                        first.join(),
                        hashAlgorithm,
                        second.join(),
                        third.join(),
                        fourth.join().orElse(null)));
        // What failed before is an answer too, and it must win over digests of the rest.
        return digests.thenCompose(whole ->
                failure.isDone() ? failure.thenApply(never -> whole) : CompletableFuture.completedFuture(whole));
    }

    /** Blocks that still wait are dropped; completes when nobody touches any upload any more. */
    public CompletableFuture<Void> stop() {
        stopped = true;
        return quiet();
    }

    private CompletableFuture<Void> quiet() {
        return CompletableFuture.allOf(writers.stream().map(Writer::quiet).toArray(CompletableFuture<?>[]::new));
    }

    private void look(ByteBuffer bytes) {
        crc32c.update(bytes.duplicate());
        inspection.ifPresent(looking -> {
            looking.accept(bytes);
            looking.refusal().ifPresent(refusal -> {
                throw new FormatRefused(refusal);
            });
        });
    }

    private Optional<Accepted> content() {
        // Then it has not seen all, and what went wrong first is the answer.
        if (stopped) {
            return Optional.empty();
        }
        return inspection.map(looked -> switch (looked.finish()) {
            case Accepted accepted -> accepted;
            case Refused refused -> throw new FormatRefused(refused);
        });
    }

    private void read(Block block, Consumer<ByteBuffer> reader) {
        try {
            if (!stopped) {
                reader.accept(block.view());
            }
        } catch (RuntimeException e) {
            stopped = true;
            failure.completeExceptionally(e);
        } finally {
            block.done();
        }
    }

    /** The bytes on their way into one store. That it fails is no matter of the others. */
    public final class Writer {
        private final CompletableFuture<Void> broken = new CompletableFuture<>();
        private final CompletableFuture<Void> returned = new CompletableFuture<>();
        private final BlobUpload upload;
        private final InOrder steps;
        private volatile boolean left;
        private boolean writing;
        private boolean abandoned;
        private long since;

        private Writer(BlobUpload upload, Lane lane) {
            this.upload = upload;
            this.steps = new InOrder(lane.writers());
        }

        /** Completes exceptionally with what went wrong first; never completes otherwise. */
        public CompletableFuture<Void> failure() {
            return broken;
        }

        /** Writes no more; completes when nobody touches the upload any more. */
        public CompletableFuture<Void> stop() {
            left = true;
            return quiet();
        }

        /** Whether the store has had one and the same block in its hands for so long. */
        public synchronized boolean isStuck(Duration atLeast) {
            return writing && System.nanoTime() - since >= atLeast.toNanos();
        }

        /**
         * As {@link #stop}, without waiting for the store, which may never return: the others get their blocks, but for the one that it has.
         *
         * @return completes when nobody touches the upload any more
         */
        public CompletableFuture<Void> abandon() {
            left = true;
            synchronized (this) {
                abandoned = true;
                if (!writing) {
                    returned.complete(null);
                }
            }
            steps.overtake();
            return returned;
        }

        private CompletableFuture<Void> quiet() {
            return CompletableFuture.runAsync(() -> {}, steps);
        }

        private void take(Block block) {
            boolean begun = begins();
            try {
                if (begun) {
                    upload.write(block.view());
                }
            } catch (RuntimeException e) {
                left = true;
                broken.completeExceptionally(e);
            } finally {
                block.done();
                if (begun) {
                    ends();
                }
            }
        }

        private synchronized boolean begins() {
            if (stopped || left || abandoned) {
                return false;
            }
            writing = true;
            since = System.nanoTime();
            return true;
        }

        private synchronized void ends() {
            writing = false;
            if (abandoned) {
                returned.complete(null);
            }
        }
    }
}
