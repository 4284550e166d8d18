package io.vitrine.e2e.system;

import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** Users who create, upload, show, download and delete, one image after the other, until they are told to stop. */
public final class Load implements AutoCloseable {
    private static final int USERS = 2;
    private static final byte[] BYTES = RandomBytes.of(50_000, 41);

    private final Vitrine vitrine;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
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

    /** How many calls of each kind were answered so far. */
    public Map<String, Integer> calls() {
        return Map.copyOf(calls);
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
                check("upload", demo.upload(id, BYTES, store), 204);
                check("show", demo.show(id), 200);
                check("download", demo.download(id), 200);
                check("list", demo.list("?limit=10"), 200);
                check("delete", demo.delete(id), 204);
            } catch (RuntimeException | AssertionError e) {
                errors.add(e.toString());
            }
        }
    }

    private void check(String kind, Answer answer, int expected) {
        calls.merge(kind, 1, Integer::sum);
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
