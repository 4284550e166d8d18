package io.vitrine.storegateway.cache;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.CacheListing;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.fake.RawCall;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads through the cache, and the calls by which image-api governs it. */
@QuarkusTest
@WithTestResource(
        value = Gateway.class,
        initArgs = {
            @ResourceArg(name = "images.cache.dir", value = "-cache"),
            @ResourceArg(name = "images.cache.max-size", value = "40M"),
            @ResourceArg(name = "images.cache.reserve", value = "0"),
            @ResourceArg(name = "images.cache.check-every", value = "0.2S")
        })
class CacheIT {
    private static final int SIZE = 700_000;

    @TestHTTPResource("/")
    URI front;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ConfigProperty(name = "images.cache.dir", defaultValue = "none")
    Path dir;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    @Inject
    ObjectMapper json;

    private final String image = anImage();
    private final byte[] bytes = random(SIZE);
    private Door door;
    private Door inside;

    @BeforeEach
    void open() throws Exception {
        door = new Door(front);
        inside = new Door(management);
        memory.behave();
        assertThat(call("DELETE", "").statusCode()).isEqualTo(200);
        await().until(this::isQuiet);
        memory.opened.set(0);
    }

    @Test
    void theSecondDownloadComesFromTheCache() throws Exception {
        upload(image, bytes, "memory");
        HttpResponse<byte[]> first = door.get(image);
        awaitCopy(image);

        HttpResponse<byte[]> second = door.get(image);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body()).isEqualTo(bytes);
        for (String name : new String[] {"Content-Length", "ETag", "Content-Type", "Content-MD5", "Accept-Ranges"}) {
            assertThat(second.headers().firstValue(name))
                    .isEqualTo(first.headers().firstValue(name))
                    .isPresent();
        }
        assertThat(memory.opened).hasValue(1);
        assertThat(copy(image)).hasValueSatisfying(copy -> {
            assertThat(copy.hits()).isEqualTo(1);
            assertThat(copy.size()).isEqualTo(SIZE);
            assertThat(copy.lastAccessed()).isGreaterThanOrEqualTo(copy.lastModified());
        });
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-19, 10, 19", "bytes=-10, 699990, 699999", "bytes=100000-500000, 100000, 500000"})
    void aRangeIsServedFromAWholeCopy(String range, int from, int to) throws Exception {
        cached(image, bytes);

        HttpResponse<byte[]> answer = door.get(image, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, from, to + 1));
        assertThat(memory.opened).hasValue(1);
    }

    @Test
    void aRangeDoesNotFillTheCache() throws Exception {
        upload(image, bytes, "memory");
        door.get(image, "Range", "bytes=0-99");
        assertThat(list().images()).isEmpty();
        await().until(this::isQuiet);
        assertThat(list().images()).isEmpty();
    }

    @Test
    void aLocalFileNeedsNoCopy() throws Exception {
        upload(image, bytes, "disk");
        assertThat(door.get(image).body()).isEqualTo(bytes);
        await().until(this::isQuiet);
        assertThat(list().images()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void nobodyReadsFromTheCacheWhoMayNotReadTheImage(int status) throws Exception {
        cached(image, bytes);
        imageApi.image(image).refuses(status);
        assertThat(door.get(image).statusCode()).isEqualTo(status);
        assertThat(copy(image))
                .hasValueSatisfying(copy -> assertThat(copy.hits()).isZero());
    }

    @Test
    void aDeactivatedImageIsReadFromItsStore() throws Exception {
        cached(image, bytes);
        imageApi.image(image).deactivated();
        assertThat(door.get(image).body()).isEqualTo(bytes);
        assertThat(memory.opened).hasValue(2);
    }

    @Test
    void aSecondReaderDoesNotFillWhatIsBeingFilled() throws Exception {
        byte[] large = random(20_000_000);
        upload(image, large, "memory");
        try (RawCall slow = new RawCall(front)) {
            slow.head("GET /v2/images/" + image + "/file HTTP/1.1", "X-Auth-Token: t", "Connection: close");
            assertThat(slow.readHead()).startsWith("HTTP/1.1 200 ");

            assertThat(door.get(image).body()).isEqualTo(large);

            assertThat(list().images()).isEmpty();
            assertThat(files("incomplete")).hasSize(1);
            assertThat(slow.readAll()).hasSize(large.length);
        }
        awaitCopy(image);
        assertThat(memory.opened).hasValue(2);
    }

    @Test
    void aReaderThatLeavesLeavesNoCopy() throws Exception {
        byte[] large = random(20_000_000);
        upload(image, large, "memory");
        try (RawCall call = new RawCall(front)) {
            call.head("GET /v2/images/" + image + "/file HTTP/1.1", "X-Auth-Token: t");
            assertThat(call.readHead()).startsWith("HTTP/1.1 200 ");
            call.reset();
        }
        await().until(this::isQuiet);
        assertThat(list().images()).isEmpty();
        assertThat(door.get(image).body()).isEqualTo(large);
        awaitCopy(image);
    }

    @Test
    void bytesThatChangedInTheStoreDoNotGetIntoTheCache() throws Exception {
        upload(image, bytes, "memory");
        memory.blobs.get(imageApi.uploadsOf(image).getFirst().objectName())[1_000] ^= 1;
        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);
        await().until(this::isQuiet);
        assertThat(list().images()).isEmpty();
    }

    @Test
    void aCorruptedCopyIsReplacedFromTheStore() throws Exception {
        cached(image, bytes);
        Path file = dir.resolve("complete").resolve(files("complete").getFirst());
        Files.write(file, new byte[SIZE]);

        assertThat(door.get(image).body()).isEqualTo(bytes);

        awaitCopy(image);
        assertThat(file).hasBinaryContent(bytes);
        assertThat(files("invalid")).hasSize(1);
        assertThat(call("POST", "/clean").statusCode()).isEqualTo(204);
        assertThat(files("invalid")).isEmpty();
    }

    @Test
    void theStoreIsReadWhenTheDirectoryFails() throws Exception {
        upload(image, bytes, "memory");
        Path incomplete = dir.resolve("incomplete");
        Files.delete(incomplete);
        Files.createFile(incomplete);
        try {
            assertThat(door.get(image).body()).isEqualTo(bytes);
            await().until(() -> door.get(image).body().length == SIZE);
        } finally {
            Files.delete(incomplete);
            Files.createDirectory(incomplete);
        }
        await().until(() -> {
            door.get(image);
            return copy(image).isPresent();
        });
    }

    @Test
    void anotherCopyGoesWhenTheLimitIsReached() throws Exception {
        String second = anImage();
        byte[] large = random(25_000_000);
        cached(image, large);
        cached(second, random(24_000_000));
        assertThat(list().images()).extracting(CacheListing.Image::imageId).containsExactly(UUID.fromString(second));
        assertThat(door.get(image).body()).isEqualTo(large);
    }

    @Test
    void anImageThatIsLargerThanTheCacheIsDeliveredAllTheSame() throws Exception {
        String small = anImage();
        cached(small, bytes);
        byte[] large = random(45_000_000);
        upload(image, large, "memory");
        assertThat(door.get(image).body()).isEqualTo(large);
        assertThat(list().images()).extracting(CacheListing.Image::imageId).containsExactly(UUID.fromString(small));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void aQueuedImageIsFetchedAtOnceFromAnyStore(String store) throws Exception {
        upload(image, bytes, store);
        assertThat(call("PUT", "/queue/" + image).statusCode()).isEqualTo(204);
        awaitCopy(image);
        assertThat(list().queued()).isEmpty();
        assertThat(copy(image)).hasValueSatisfying(copy -> {
            assertThat(copy.hits()).isZero();
            assertThat(copy.lastAccessed()).isNull();
        });
        memory.blobs.clear();
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @Test
    void aQueuedImageThatIsNotThereLeavesTheQueue() throws Exception {
        imageApi.image(image).refuses(404);
        assertThat(call("PUT", "/queue/" + image).statusCode()).isEqualTo(204);
        await().until(() -> list().queued().isEmpty());
        assertThat(list().images()).isEmpty();
    }

    @Test
    void aQueuedImageWaitsWhileImageApiIsAway() throws Exception {
        upload(image, bytes, "memory");
        imageApi.image(image).refuses(503);
        assertThat(call("PUT", "/queue/" + image).statusCode()).isEqualTo(204);
        assertThat(files("queue")).containsExactly(image);
        assertThat(list().queued()).containsExactly(UUID.fromString(image));

        HttpResponse<String> answer = call("DELETE", "/" + image + "?target=cache");
        assertThat(answer.body()).contains("\"images\":0", "\"queued\":0");
        assertThat(list().queued()).hasSize(1);
        answer = call("DELETE", "?target=queue");
        assertThat(answer.body()).contains("\"images\":0", "\"queued\":1");
        assertThat(list().queued()).isEmpty();
    }

    @Test
    void aDeletedImagesCopyGoes() throws Exception {
        cached(image, bytes);
        imageApi.image(image).deleted();
        await().until(() -> list().images().isEmpty());
        assertThat(files("complete")).isEmpty();
    }

    @Test
    void copiesAreDroppedOneByOneAndAllAtOnce() throws Exception {
        String second = anImage();
        String third = anImage();
        for (String one : List.of(image, second, third)) {
            cached(one, bytes);
        }
        assertThat(call("DELETE", "/" + image).body()).contains("\"images\":1");
        assertThat(call("DELETE", "/" + image).body()).contains("\"images\":0");
        assertThat(call("DELETE", "?target=queue").body()).contains("\"images\":0");
        assertThat(list().images()).hasSize(2);
        assertThat(call("DELETE", "?target=cache").body()).contains("\"images\":2");
        assertThat(list().images()).isEmpty();
        assertThat(files("complete")).isEmpty();
        assertThat(call("POST", "/prune").body()).contains("\"files\":0", "\"bytes\":0");
    }

    @Test
    void onlyImageApiGovernsTheCache() throws Exception {
        for (String role : new String[] {"import-worker", "store-gateway", "admin"}) {
            HttpResponse<String> answer = inside.send(inside.request("/internal/v1/cache")
                    .header("Authorization", "Bearer " + imageApi.issuer().token(role)));
            assertThat(answer.statusCode()).isEqualTo(403);
        }
        assertThat(inside.send(inside.request("/internal/v1/cache")).statusCode())
                .isEqualTo(401);
        assertThat(door.send(door.request("/internal/v1/cache")).statusCode()).isEqualTo(404);
        assertThat(call("DELETE", "?target=all").statusCode()).isEqualTo(400);
        assertThat(call("PUT", "/queue/no-image").statusCode()).isEqualTo(404);
    }

    @Test
    void theMetersTell() throws Exception {
        cached(image, bytes);
        door.get(image);
        String meters = inside.send(inside.request("/q/metrics")).body();
        assertThat(meters)
                .containsPattern("image_cache_hits_total [1-9]")
                .containsPattern("image_cache_misses_total [1-9]")
                .containsPattern("image_cache_bytes_total [1-9]")
                .contains("image_cache_evictions_total")
                .contains("image_cache_size_bytes " + (double) SIZE);
    }

    /** Uploaded and read once. */
    private void cached(String one, byte[] content) throws Exception {
        upload(one, content, "memory");
        assertThat(door.get(one).body()).isEqualTo(content);
        awaitCopy(one);
    }

    private void upload(String one, byte[] content, String store) throws Exception {
        assertThat(door.put(one, content, "X-Image-Meta-Store", store).statusCode())
                .isEqualTo(204);
    }

    private void awaitCopy(String one) {
        await().until(() -> copy(one).isPresent());
    }

    private Optional<CacheListing.Image> copy(String one) throws Exception {
        return list().images().stream()
                .filter(copy -> copy.imageId().toString().equals(one))
                .findFirst();
    }

    private CacheListing list() throws Exception {
        HttpResponse<String> answer = call("GET", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readValue(answer.body(), CacheListing.class);
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return inside.send(inside.request("/internal/v1/cache" + path)
                .header("Authorization", "Bearer " + imageApi.issuer().token("image-api"))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private boolean isQuiet() throws IOException {
        return files("incomplete").isEmpty();
    }

    private List<String> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve(part))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
