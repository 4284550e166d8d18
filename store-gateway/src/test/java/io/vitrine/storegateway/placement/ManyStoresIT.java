package io.vitrine.storegateway.placement;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Placements;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.blob.Lanes;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.FakeImageApi.Upload;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.store.StoreException;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of one job go into several stores in one pass, and what one store does is no matter of the others unless all were wanted. */
@QuarkusTest
@WithTestResource(Gateway.class)
class ManyStoresIT {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    @Inject
    ObjectMapper json;

    @Inject
    Lanes lanes;

    private final String task = anImage();
    private final byte[] bytes = random(9_000_000);
    private Door inside;

    @BeforeEach
    void open() {
        inside = new Door(management);
        memory.behave();
        imageApi.image(task).takesAnother();
    }

    @Test
    void onePassFillsAllStoresWithTheSameBytes() throws Exception {
        Placements placements = settled(place("disk,memory,second", true, ofBytes()));

        assertThat(placements.placed()).extracting(Placement::store).containsExactly("disk", "memory", "second");
        assertThat(placements.missed()).isEmpty();
        assertThat(imageApi.uploadsOf(task)).hasSize(3).allSatisfy(upload -> {
            assertThat(upload.commit.getLong("size")).isEqualTo(bytes.length);
            assertThat(stored(upload)).isEqualTo(bytes);
        });
    }

    @Test
    void storedBytesAreReadOnceForAllStores() throws Exception {
        place("disk", true, ofBytes());

        Placements placements = settled(copy("memory,second", true));

        assertThat(placements.placed()).extracting(Placement::store).containsExactly("memory", "second");
        assertThat(imageApi.uploadsOf(task))
                .hasSize(3)
                .allSatisfy(upload -> assertThat(stored(upload)).isEqualTo(bytes));
    }

    /** When the second of three stores fails, and what becomes of each: committed, or the word it is aborted with. */
    @ParameterizedTest
    @CsvSource({
        "all, begin,  other_store_failed store_broken other_store_failed",
        "all, write,  other_store_failed store_full other_store_failed",
        "all, middle, other_store_failed store_full other_store_failed",
        "all, commit, other_store_failed store_broken other_store_failed",
        "any, begin,  committed store_broken committed",
        "any, write,  committed store_full committed",
        "any, middle, committed store_full committed",
        "any, commit, committed store_broken committed",
        "any, open,   committed none committed",
    })
    void oneStoreFails(String wanted, String when, String endings) throws Exception {
        switch (when) {
            case "open" -> imageApi.image(task).refusesStore("memory", 413);
            case "begin" -> memory.failsToBegin = StoreException.Kind.BROKEN;
            case "write" -> memory.failsToWrite = StoreException.Kind.FULL;
            case "middle" -> memory.room = bytes.length / 2;
            default -> memory.failsToCommit = StoreException.Kind.BROKEN;
        }

        Placements placements = settled(place("disk,memory,second", wanted.equals("all"), ofBytes()));

        assertThat(placements.missed()).extracting(Placements.Missed::store).containsExactly("memory");
        assertThat(placements.placed()).hasSize(wanted.equals("all") ? 0 : 2);
        assertThat(endings()).isEqualTo(endings);
        imageApi.uploadsOf(task).stream()
                .filter(upload -> upload.abort != null)
                .forEach(upload -> assertThat(memory.blobs).doesNotContainKey(upload.objectName()));
    }

    /** It hangs in the middle, with more bytes to come than wait for it. */
    @ParameterizedTest
    @CsvSource({"all, other_store_failed store_stuck other_store_failed", "any, committed store_stuck committed"})
    void aStoreThatHangsHoldsTheOthersUpForABoundedTime(String wanted, String endings) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        memory.gate = gate;
        try {
            long begin = System.nanoTime();
            Placements placements = settled(place("disk,memory,second", wanted.equals("all"), ofBytes()));

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(15));
            assertThat(placements.missed()).singleElement().satisfies(missed -> {
                assertThat(missed.store()).isEqualTo("memory");
                assertThat(missed.problem().status()).isEqualTo(503);
            });
            assertThat(endings()).isEqualTo(endings);
            // One block is in the hands of the store; the others are used again.
            await().until(() -> lanes.lent() == 1);
            assertThat(memory.closed).hasValue(0);
        } finally {
            gate.countDown();
        }
        await().until(() -> lanes.lent() == 0 && memory.closed.get() == 1);
        imageApi.uploadsOf(task)
                .forEach(upload -> assertThat(memory.blobs.keySet()).doesNotContain(upload.objectName()));
    }

    @Test
    void aStoreThatMustNotBeWrittenToStopsTheQuestionsWhenAllAreWanted() throws Exception {
        imageApi.image(task).refusesStore("memory", 413);

        Placements placements = settled(place("disk,memory,second", true, ofBytes()));

        assertThat(placements.placed()).isEmpty();
        assertThat(placements.missed())
                .extracting(each -> each.problem().status())
                .containsExactly(413);
        assertThat(imageApi.uploadsOf(task))
                .singleElement()
                .satisfies(upload -> assertThat(upload.abort).isEqualTo("other_store_failed"));
    }

    @Test
    void aRefusedCommitOfOneStoreLeavesTheOther() throws Exception {
        imageApi.image(task).refusesCommitOf("memory", 400);

        Placements placements = settled(place("disk,memory", true, ofBytes()));

        assertThat(placements.placed()).extracting(Placement::store).containsExactly("disk");
        assertThat(placements.missed()).extracting(Placements.Missed::store).containsExactly("memory");
        assertThat(imageApi.uploadsOf(task))
                .filteredOn(upload -> upload.open.getString("store").equals("memory"))
                .singleElement()
                .satisfies(upload -> assertThat(memory.blobs).doesNotContainKey(upload.objectName()));
    }

    @Test
    void everyStoreFailingIsToldStoreByStore() throws Exception {
        imageApi.image(task).refusesStore("disk", 503).refusesStore("memory", 413);

        Placements placements = settled(place("disk,memory", false, ofBytes()));

        assertThat(placements.placed()).isEmpty();
        assertThat(placements.missed())
                .extracting(each -> each.store() + " " + each.problem().status())
                .containsExactly("disk 503", "memory 413");
    }

    @Test
    void aSourceThatIsGoneIsA404() throws Exception {
        place("memory", true, ofBytes());
        memory.blobs.clear();

        HttpResponse<String> answer = copy("disk", true);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json.readValue(answer.body(), Problem.class).detail())
                .isEqualTo("Image not found in any configured store.");
        assertThat(imageApi.uploadsOf(task).getLast().abort).isEqualTo("source_gone");
    }

    @Test
    void aMissingCopyIsPassedOverForTheNext() throws Exception {
        place("memory,disk", true, ofBytes());
        memory.blobs.clear();

        assertThat(settled(copy("second", true)).placed())
                .extracting(Placement::store)
                .containsExactly("second");
    }

    @Test
    void whileBytesComeTheirNumberIsReported() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        BodyPublisher slow = BodyPublishers.ofInputStream(() -> new UntilSeen(bytes, seen));
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return place("disk,memory", true, slow);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        await().until(() -> !imageApi.image(task).progress.isEmpty());
        seen.complete(null);

        JsonObject first = imageApi.image(task).progress.getFirst();
        assertThat(first.getString("phase")).isEqualTo("downloading");
        assertThat(first.getLong("generation")).isEqualTo(7);
        assertThat(first.getLong("bytes_done")).isLessThan(bytes.length);
        assertThat(first.getLong("bytes_total")).isNull();
        assertThat(settled(answer.get()).placed()).hasSize(2);
    }

    /** Of disk, memory and second. */
    private String endings() {
        TreeMap<String, String> seen = new TreeMap<>();
        imageApi.uploadsOf(task).forEach(upload -> seen.put(upload.open.getString("store"), ending(upload)));
        return "%s %s %s".formatted(seen.get("disk"), seen.getOrDefault("memory", "none"), seen.get("second"));
    }

    private static String ending(Upload upload) {
        return upload.commit != null ? "committed" : upload.abort;
    }

    private byte[] stored(Upload upload) throws Exception {
        URI url = URI.create(upload.commit.getString("url"));
        return url.getScheme().equals("memory")
                ? memory.blobs.get(upload.objectName())
                : Files.readAllBytes(Path.of(url.getPath()));
    }

    private BodyPublisher ofBytes() {
        return BodyPublishers.ofByteArray(bytes);
    }

    private Placements settled(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return json.readValue(answer.body(), Placements.class);
    }

    private HttpResponse<String> place(String stores, boolean all, BodyPublisher body) throws Exception {
        return inside.send(request(stores, "data", all).PUT(body));
    }

    private HttpResponse<String> copy(String stores, boolean all) throws Exception {
        return inside.send(request(stores, "copy", all).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String stores, String what, boolean all) {
        return inside.request("/internal/v1/jobs/" + task + "/stores/" + stores + "/" + what)
                .header(Placement.GENERATION_HEADER, "7")
                .header(Placement.ALL_STORES_HEADER, String.valueOf(all))
                .header("Authorization", "Bearer " + imageApi.issuer().token("import-worker"));
    }

    /** Stops in the middle until somebody has seen it. */
    private static final class UntilSeen extends InputStream {
        private final byte[] bytes;
        private final CompletableFuture<Void> seen;
        private int at;

        UntilSeen(byte[] bytes, CompletableFuture<Void> seen) {
            this.bytes = bytes;
            this.seen = seen;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (at == bytes.length) {
                return -1;
            }
            if (at >= bytes.length / 2) {
                seen.join();
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, to, from, count);
            at += count;
            return count;
        }
    }
}
