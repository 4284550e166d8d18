package io.vitrine.storegateway.upload;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One store hangs; everybody who wants nothing of it does not notice. */
@QuarkusTest
@WithTestResource(Gateway.class)
class StuckStoreIT {
    @TestHTTPResource("/")
    URI url;

    @Inject
    MemoryDriver memory;

    @Test
    void aStoreThatHangsHoldsUpNobodyElse() throws Exception {
        // Given: more uploads to it than there are blocks for
        Door door = new Door(url);
        byte[] bytes = random(1_000_000);
        CountDownLatch gate = new CountDownLatch(1);
        memory.behave();
        memory.gate = gate;
        List<Future<HttpResponse<String>>> stuck = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < 40; i++) {
                    stuck.add(senders.submit(() -> door.put(anImage(), bytes, "X-Image-Meta-Store", "memory")));
                }
                await().until(() -> memory.waiting.get() >= 4);
                // When
                String image = anImage();
                HttpResponse<String> stored = door.put(image, bytes);
                // Then
                assertThat(stored.statusCode()).isEqualTo(204);
                assertThat(door.get(image).body()).isEqualTo(bytes);
                assertThat(stuck).noneMatch(Future::isDone);
            } finally {
                gate.countDown();
            }
            for (Future<HttpResponse<String>> late : stuck) {
                assertThat(late.get().statusCode()).isEqualTo(204);
            }
        }
    }
}
