package io.vitrine.storegateway.upload;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.filesOf;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.store.StoreException;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of clients that behave, against an image-api and stores that may not. */
@QuarkusTest
@WithTestResource(Gateway.class)
class UploadIT {
    @TestHTTPResource("/")
    URI url;

    @ConfigProperty(name = "images.stores.disk.filesystem.dir", defaultValue = "none")
    Path store;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    private Door door;
    private final String image = anImage();

    @BeforeEach
    void open() {
        door = new Door(url);
        memory.behave();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 5_000_000})
    void whatIsSentIsStoredAndAddedUp(int size) throws Exception {
        byte[] bytes = random(size);
        HttpResponse<String> answer = door.put(image, bytes);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        var commit = imageApi.uploadsOf(image).getFirst().commit;
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        assertThat(commit.getLong("size")).isEqualTo(size);
        assertThat(commit.getString("checksum")).isEqualTo(hex("MD5", bytes));
        assertThat(commit.getString("os_hash_algo")).isEqualTo("sha512");
        assertThat(commit.getString("os_hash_value")).isEqualTo(hex("SHA-512", bytes));
        assertThat(commit.getLong("crc32c")).isEqualTo(crc.getValue());
        assertThat(Path.of(URI.create(commit.getString("url")))).hasBinaryContent(bytes);
        assertThat(filesOf(store, image)).hasSize(1);
    }

    @Test
    void aBodyInChunksOfUnknownLengthIsAsGood() throws Exception {
        byte[] bytes = random(3_000_000);
        HttpResponse<String> answer =
                door.put(image, HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(imageApi.uploadsOf(image).getFirst().open.getLong("content_length"))
                .isNull();
        assertThat(imageApi.uploadsOf(image).getFirst().commit.getLong("size")).isEqualTo(3_000_000);
    }

    @Test
    void headersGoToImageApiAsTheyCame() throws Exception {
        door.put(
                image,
                random(10),
                "X-Image-Meta-Store",
                "memory",
                "x-openstack-image-size",
                "10",
                "x-openstack-request-id",
                "my-id",
                "X-Service-Token",
                "of-nova",
                "X-Project-Id",
                "demo");
        var upload = imageApi.uploadsOf(image).getFirst();
        assertThat(upload.userToken).isEqualTo("a-token");
        assertThat(upload.serviceToken).isEqualTo("of-nova");
        assertThat(upload.projectId).isEqualTo("demo");
        assertThat(upload.requestId).isEqualTo("req-my-id");
        assertThat(upload.open.getString("content_type")).isEqualTo("application/octet-stream");
        assertThat(upload.open.getString("store")).isEqualTo("memory");
        assertThat(upload.open.getString("declared_size")).isEqualTo("10");
        assertThat(upload.open.getLong("content_length")).isEqualTo(10);
        assertThat(memory.blobs).containsKey(upload.objectName());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 413, 415, 503})
    void aRefusalIsToldAsImageApiGaveIt(int status) throws Exception {
        imageApi.image(image).refuses(status);
        HttpResponse<String> answer = door.put(image, random(100_000));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-openstack-request-id")).isPresent();
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"code\":%d,\"title\":\"Title %d\",\"message\":\"Detail of %d\"}}"
                        .formatted(status, status, status));
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void anImageApiThatDoesNotAnswerIsA503() throws Exception {
        imageApi.image(image).stalls();
        HttpResponse<String> answer = door.put(image, random(100));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void ofThreeAtOnceOneWins() throws Exception {
        byte[] bytes = random(2_000_000);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> codes = IntStream.range(0, 3)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(bytes), clients))
                    .map(CompletableFuture::join)
                    .sorted()
                    .toList();
            assertThat(codes).containsExactly(204, 409, 409);
        }
        assertThat(filesOf(store, image)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"99", "101"})
    void bytesThatAreNotAsManyAsAnnouncedAreNotKept(String announced) throws Exception {
        HttpResponse<String> answer = door.put(image, random(100), "x-openstack-image-size", announced);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isEqualTo("wrong_size");
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void moreBytesThanGrantedAreAskedFor() throws Exception {
        imageApi.image(image).grants(100_000, 10_000_000);
        assertThat(door.put(image, random(3_000_000)).statusCode()).isEqualTo(204);
    }

    @Test
    void beyondTheLimitNothingIsKept() throws Exception {
        imageApi.image(image).grants(100_000, 1_000_000);
        HttpResponse<String> answer = door.put(image, random(3_000_000));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isEqualTo("too_large");
        assertThat(filesOf(store, image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aLostAnswerToTheCommitIsAskedForAgain(int times) throws Exception {
        imageApi.image(image).losesCommitAnswers(times);
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(204);
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isNull();
        assertThat(filesOf(store, image)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 410, 413, 415})
    void aRefusedCommitLeavesNoBytes(int status) throws Exception {
        imageApi.image(image).refusesCommit(status);
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(status);
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void aCommitThatIsNeverAnsweredLeavesTheBytesToTheSweeper() throws Exception {
        imageApi.image(image).leaseSeconds(1).refusesCommit(503);
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(503);
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isNull();
        assertThat(filesOf(store, image)).hasSize(1);
    }

    @Test
    void aStoreThatIsNotConfiguredHereIsA503() throws Exception {
        imageApi.image(image).store("elsewhere");
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(503);
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isEqualTo("store_unavailable");
    }

    @Test
    void aHashNobodyKnowsIsA500AndLeavesNothing() throws Exception {
        imageApi.image(image).hash("adler32");
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(500);
        assertThat(filesOf(store, image)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, 413, store_full",
        "REFUSED, 503, store_refused",
        "TRY_LATER, 503, store_unavailable",
        "BROKEN, 500, store_broken"
    })
    void whatAStoreFailsWithIsSorted(StoreException.Kind kind, int status, String reason) throws Exception {
        List<Runnable> moments = List.of(
                () -> memory.failsToBegin = kind, () -> memory.failsToWrite = kind, () -> memory.failsToCommit = kind);
        for (Runnable moment : moments) {
            String other = anImage();
            imageApi.image(other).store("memory");
            memory.behave();
            moment.run();
            assertThat(door.put(other, random(600_000)).statusCode()).isEqualTo(status);
            assertThat(imageApi.uploadsOf(other).getFirst().abort).isEqualTo(reason);
        }
    }

    @Test
    void theSamePutMayBeTriedAgainAfterAFailure() throws Exception {
        imageApi.image(image).store("memory");
        memory.failsToCommit = StoreException.Kind.TRY_LATER;
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(503);
        memory.behave();
        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(204);
    }

    /** Often, because what the store said and the end of the bytes meet on the event loop in either order. */
    @RepeatedTest(40)
    void aStoreThatFailsWithTheLastBytesIsNeverAskedToKeepThem() throws Exception {
        imageApi.image(image).store("memory");
        memory.failsToWrite = StoreException.Kind.FULL;

        assertThat(door.put(image, random(1_000)).statusCode()).isEqualTo(413);

        assertThat(memory.blobs)
                .doesNotContainKey(imageApi.uploadsOf(image).getFirst().objectName());
        assertThat(memory.closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000_000})
    void bytesThatAStoreRefusesBecauseTheImageWasDeletedAreA410(int bytes) throws Exception {
        imageApi.image(image).store("memory").losesLease();
        memory.failsToWrite = StoreException.Kind.REFUSED;
        assertThat(door.put(image, random(bytes)).statusCode()).isEqualTo(410);
    }

    @Test
    void manyAtOnceShareTheMemory() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> all = IntStream.range(0, 30)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> status(anImage(), random(1_500_000 + i)), clients))
                    .toList();
            assertThat(all).allSatisfy(code -> assertThat(code.join()).isEqualTo(204));
        }
    }

    private int status(byte[] bytes) {
        return status(image, bytes);
    }

    private int status(String to, byte[] bytes) {
        try {
            return door.put(to, bytes).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
