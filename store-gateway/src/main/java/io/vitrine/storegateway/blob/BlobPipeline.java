package io.vitrine.storegateway.blob;

import io.vitrine.storegateway.inspect.FormatRefused;
import io.vitrine.storegateway.inspect.Inspection;
import io.vitrine.storegateway.inspect.Verdict.Accepted;
import io.vitrine.storegateway.inspect.Verdict.Refused;
import io.vitrine.storegateway.store.BlobUpload;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The one pass over a blob's bytes: MD5, the second hash, and CRC32C and the inspection with the writing, side by side, each in order.
 * Blocks come from one thread; nothing here waits.
 */
public final class BlobPipeline {
    private static final int READERS = 3;

    private final MessageDigest md5 = HashAlgorithm.md5();
    private final CRC32C crc32c = new CRC32C();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final InOrder md5Steps;
    private final InOrder hashSteps;
    private final InOrder writeSteps;
    private final String hashAlgorithm;
    private final MessageDigest hash;
    private final BlobUpload upload;
    private final Optional<Inspection> inspection;
    private volatile boolean stopped;
    private long size;

    private BlobPipeline(
            Lane lane, String hashAlgorithm, MessageDigest hash, BlobUpload upload, Optional<Inspection> inspection) {
        this.hashAlgorithm = hashAlgorithm;
        this.hash = hash;
        this.upload = upload;
        this.inspection = inspection;
        this.md5Steps = new InOrder(lane.digests());
        this.hashSteps = new InOrder(lane.digests());
        this.writeSteps = new InOrder(lane.writers());
    }

    /**
     * Empty when nobody knows that hash algorithm.
     *
     * @param inspection of bytes that must be what they are said to be; a refusal fails the whole with {@link FormatRefused}
     */
    public static Optional<BlobPipeline> of(
            Lane lane, String hashAlgorithm, BlobUpload upload, Optional<Inspection> inspection) {
        return HashAlgorithm.named(hashAlgorithm)
                .map(hash -> new BlobPipeline(lane, hashAlgorithm, hash, upload, inspection));
    }

    /** Takes a filled block over; it returns to its pool by itself. */
    public void accept(Block block) {
        block.handOver(READERS);
        size += block.view().remaining();
        md5Steps.execute(() -> read(block, md5::update));
        hashSteps.execute(() -> read(block, hash::update));
        writeSteps.execute(() -> read(block, this::write));
    }

    /** Completes exceptionally with what went wrong first; never completes otherwise. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    /** No more blocks come: completes with the digests when every byte is read and written, exceptionally when that failed. */
    public CompletableFuture<BlobDigests> finish() {
        HexFormat hex = HexFormat.of();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> hex.formatHex(md5.digest()), md5Steps);
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> hex.formatHex(hash.digest()), hashSteps);
        CompletableFuture<Long> third = CompletableFuture.supplyAsync(crc32c::getValue, writeSteps);
        CompletableFuture<Optional<Accepted>> fourth = CompletableFuture.supplyAsync(this::content, writeSteps);
        CompletableFuture<BlobDigests> digests = CompletableFuture.allOf(first, second, third, fourth)
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

    /** Blocks that still wait are dropped; completes when nobody touches the upload any more. */
    public CompletableFuture<Void> stop() {
        stopped = true;
        return CompletableFuture.runAsync(() -> {}, writeSteps);
    }

    private void write(ByteBuffer bytes) {
        crc32c.update(bytes.duplicate());
        inspection.ifPresent(looking -> {
            looking.accept(bytes);
            looking.refusal().ifPresent(refusal -> {
                throw new FormatRefused(refusal);
            });
        });
        upload.write(bytes);
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
}
