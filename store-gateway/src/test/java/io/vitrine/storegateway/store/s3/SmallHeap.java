package io.vitrine.storegateway.store.s3;

import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs in a process of its own with a small heap: sends so many objects at once, each so large, and prints what the server counted. */
final class SmallHeap {
    private static final int BLOCK = 256 * 1024;

    private SmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        int uploads = Integer.parseInt(arguments[0]);
        long mib = Long.parseLong(arguments[1]);
        try (ScriptedS3 server = new ScriptedS3(true);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            BlobStore store = new S3BlobStore(
                    S3StoreFixture.settings(
                            server.endpoint(), "bucket", S3StoreFixture.keys("access", "secret"), PartPlan.USUAL),
                    S3StoreFixture.space(4, Duration.ofMillis(200)));
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < uploads; i++) {
                String name = "object." + i;
                sent.add(threads.submit(() -> send(store, name, mib << 20)));
            }
            for (Future<?> upload : sent) {
                upload.get();
            }
            System.out.println("received: " + (server.received() >> 20) + " MiB");
            System.out.println("parts: " + server.served(ScriptedS3.Op.PART));
        }
    }

    private static void send(BlobStore store, String name, long bytes) {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        try (BlobUpload upload = store.begin(name, OptionalLong.empty())) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                upload.write(block.clear());
            }
            upload.commit();
        }
    }
}
