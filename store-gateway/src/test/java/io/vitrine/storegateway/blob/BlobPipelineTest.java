package io.vitrine.storegateway.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlobPipelineTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final BlockPool pool = new BlockPool(8);
    private final Lane lane = new Lane(pool, threads, threads, threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void bytesAreWrittenInOrderAndAddUp() throws Exception {
        byte[] bytes = random(Block.SIZE * 50 + 12_345);
        Kept kept = new Kept();
        BlobPipeline pipeline = into("sha512", kept);
        feed(pipeline, bytes);
        BlobDigests digests = pipeline.finish().get(10, TimeUnit.SECONDS);
        assertThat(kept.bytes.toByteArray()).isEqualTo(bytes);
        assertThat(digests.size()).isEqualTo(bytes.length);
        assertThat(digests.md5()).isEqualTo(hex("MD5", bytes));
        assertThat(digests.hash()).isEqualTo(hex("SHA-512", bytes));
        assertThat(digests.hashAlgorithm()).isEqualTo("sha512");
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        assertThat(digests.crc32c()).isEqualTo(crc.getValue());
        await().until(() -> pool.lent() == 0);
    }

    @Test
    void nothingHasDigestsToo() throws Exception {
        BlobDigests digests = into("sha256", new Kept()).finish().get(10, TimeUnit.SECONDS);
        assertThat(digests.size()).isZero();
        assertThat(digests.md5()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(digests.hash()).startsWith("e3b0c44298fc1c149afbf4c8996fb924");
    }

    @Test
    void aStoreThatFailsIsNoMatterOfTheOthersAndKeepsNoBlock() throws Exception {
        byte[] bytes = random(Block.SIZE * 20);
        Kept full = new Kept();
        full.failsAfter = 3;
        Kept kept = new Kept();
        BlobPipeline pipeline =
                BlobPipeline.of(lane, "sha512", Optional.empty()).orElseThrow();
        BlobPipeline.Writer failing = pipeline.into(full, lane);
        BlobPipeline.Writer whole = pipeline.into(kept, lane);
        feed(pipeline, bytes);
        assertThatThrownBy(() -> failing.failure().get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
        assertThat(pipeline.finish().get(10, TimeUnit.SECONDS).hash()).isEqualTo(hex("SHA-512", bytes));
        assertThat(kept.bytes.toByteArray()).isEqualTo(bytes);
        assertThat(full.bytes.size()).isEqualTo(Block.SIZE * 3);
        assertThat(whole.failure()).isNotDone();
        await().until(() -> pool.lent() == 0);
    }

    @Test
    void aStoreThatIsLeftOutIsWrittenToNoMore() throws Exception {
        Kept left = new Kept();
        Kept kept = new Kept();
        BlobPipeline pipeline =
                BlobPipeline.of(lane, "sha512", Optional.empty()).orElseThrow();
        BlobPipeline.Writer leaving = pipeline.into(left, lane);
        pipeline.into(kept, lane);
        feed(pipeline, random(Block.SIZE * 2));
        leaving.stop().get(10, TimeUnit.SECONDS);
        int before = left.bytes.size();
        feed(pipeline, random(Block.SIZE * 5));
        pipeline.finish().get(10, TimeUnit.SECONDS);
        assertThat(left.bytes.size()).isEqualTo(before);
        assertThat(kept.bytes.size()).isEqualTo(Block.SIZE * 7);
        await().until(() -> pool.lent() == 0);
    }

    @Test
    void stoppedMeansThatNobodyTouchesTheUploadAnyMore() throws Exception {
        Kept kept = new Kept();
        kept.gate = new CountDownLatch(1);
        BlobPipeline pipeline = into("sha512", kept);
        LinkedBlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
        BlockPool.Share share = pool.share(blocks::add, () -> {});
        for (int i = 0; i < 3; i++) {
            Block block = share.take();
            block.memory().put(new byte[100]);
            pipeline.accept(block);
        }
        assertThat(kept.entered.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = pipeline.stop();
        assertThat(stopped).isNotDone();
        kept.gate.countDown();
        stopped.get(10, TimeUnit.SECONDS);
        assertThat(kept.bytes.size()).isEqualTo(100);
        await().until(() -> pool.lent() == 0);
    }

    @Test
    void anUnknownHashIsRefusedAtOnce() {
        assertThat(BlobPipeline.of(lane, "crc32", Optional.empty())).isEmpty();
    }

    private BlobPipeline into(String hash, Kept kept) {
        BlobPipeline pipeline = BlobPipeline.of(lane, hash, Optional.empty()).orElseThrow();
        pipeline.into(kept, lane);
        return pipeline;
    }

    private void feed(BlobPipeline pipeline, byte[] bytes) throws InterruptedException {
        LinkedBlockingQueue<Block> delivered = new LinkedBlockingQueue<>();
        BlockPool.Share share = pool.share(delivered::add, () -> {});
        for (int at = 0; at < bytes.length; at += Block.SIZE) {
            Block block = share.take();
            if (block == null) {
                block = delivered.poll(10, TimeUnit.SECONDS);
            }
            block.memory().put(bytes, at, Math.min(Block.SIZE, bytes.length - at));
            share.filled();
            pipeline.accept(block);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String hex(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static final class Kept implements BlobUpload {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int failsAfter = Integer.MAX_VALUE;
        private CountDownLatch gate = new CountDownLatch(0);
        private final CountDownLatch entered = new CountDownLatch(1);

        @Override
        public void write(ByteBuffer buffer) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failsAfter-- == 0) {
                throw new StoreException(StoreException.Kind.FULL, "full", null);
            }
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public BlobLocation commit() {
            return new BlobLocation(URI.create("memory:///x"));
        }

        @Override
        public void close() {}
    }
}
