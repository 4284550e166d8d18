package io.vitrine.e2e.system;

import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Users who create, upload, show, download and delete, one image after the other, until they are told to stop. */
public final class Load implements AutoCloseable {
    private static final int USERS = 2;
    private static final byte[] BYTES = RandomBytes.of(50_000, 41);

    private final Vitrine vitrine;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private Load(Vitrine vitrine) {
        this.vitrine = vitrine;
    }

    public static Load on(Vitrine vitrine) {
        var load = new Load(vitrine);
        for (int i = 0; i < USERS; i++) {
            boolean toS3 = i % 2 == 1;
            load.threads.execute(() -> load.user(toS3 ? Vitrine.S3_STORE : Vitrine.FILE_STORE));
        }
        return load;
    }

    /** Lets them go on for so long. */
    public void runFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Awaitility.await().atMost(time.plusSeconds(10)).until(() -> System.nanoTime() > until);
    }

    public int calls() {
        return calls.get();
    }

    /** Every answer that was not as it should be. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    private void user(String store) {
        ImageClient demo = vitrine.as("demo");
        while (!over) {
            try {
                String id = demo.createRaw("load");
                check(demo.upload(id, BYTES, store), 204);
                check(demo.show(id), 200);
                check(demo.download(id), 200);
                check(demo.list("?limit=10"), 200);
                check(demo.delete(id), 204);
            } catch (RuntimeException | AssertionError e) {
                errors.add(e.toString());
            }
        }
    }

    private void check(Answer answer, int expected) {
        calls.incrementAndGet();
        if (answer.status() != expected) {
            errors.add(answer.toString());
        }
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
