package io.vitrine.storegateway.store;

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
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Placements;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.FakeImageApi.Upload;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.store.s3.ScriptedS3;
import io.vitrine.storegateway.store.s3.ScriptedS3.Fault;
import io.vitrine.storegateway.store.s3.ScriptedS3.Op;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One store of a gateway does wrong: its callers learn what they can do about it, nothing is left, and the other stores work on. */
@QuarkusTest
@WithTestResource(value = Gateway.class, initArgs = @ResourceArg(name = "fake.bucket", value = "true"))
class StoreFaultsIT {
    private static final int SIZE = 700_000;

    @TestHTTPResource("/")
    URI front;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    FakeImageApi imageApi;

    @Inject
    ScriptedS3 bucket;

    @Inject
    MemoryDriver memory;

    @Inject
    ObjectMapper json;

    private final byte[] bytes = random(SIZE);
    private final String image = anImage();
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(front);
        memory.behave();
        bucket.behave();
    }

    @ParameterizedTest
    @CsvSource({
        "busy,      503, store_unavailable",
        "failing,   503, store_unavailable",
        "cut,       503, store_unavailable",
        "full,      413, store_full",
        "refusing,  503, store_refused",
    })
    void aStoreThatDoesNotTakeAnUploadIsTriedAgainByItsSender(String fault, int status, String reason)
            throws Exception {
        bucket.next(Op.PUT, fault(fault));

        HttpResponse<String> refused = upload(image, "bucket");

        assertThat(refused.statusCode()).isEqualTo(status);
        Upload failed = imageApi.uploadsOf(image).getFirst();
        assertThat(failed.abort).isEqualTo(reason);
        assertThat(bucket.object(failed.objectName())).isNull();
        assertThat(bucket.unfinished()).isZero();
        othersWork();
        assertThat(upload(image, "bucket").statusCode()).isEqualTo(204);
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @Test
    void aSlowStoreHoldsUpItsOwnSendersOnly() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bucket.next(Op.PUT, ScriptedS3.slow(gate));
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = bucket.served(Op.PUT);
            Future<HttpResponse<String>> slow = senders.submit(() -> upload(image, "bucket"));
            try {
                await().until(() -> bucket.served(Op.PUT) > before);
                othersWork();
                assertThat(upload(anImage(), "bucket").statusCode())
                        .as("of the same store")
                        .isEqualTo(204);
                assertThat(slow).isNotDone();
            } finally {
                gate.countDown();
            }
            assertThat(slow.get().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void aStoreThatIsDownIsUsedAgainWhenItIsBack() throws Exception {
        upload(image, "bucket");
        bucket.goAway();
        try {
            assertThat(door.get(image).statusCode()).isEqualTo(503);
            String other = anImage();
            assertThat(upload(other, "bucket").statusCode()).isEqualTo(503);
            assertThat(imageApi.uploadsOf(other).getFirst().abort).isEqualTo("store_unavailable");
            othersWork();
            uploadAnother("disk");
            assertThat(door.get(image).body()).as("from the next copy").isEqualTo(bytes);
        } finally {
            bucket.comeBack();
        }
        assertThat(upload(anImage(), "bucket").statusCode()).isEqualTo(204);
        bucket.object(imageApi.uploadsOf(image).getFirst().objectName())[0] ^= 1;
        assertThatThrownBy(() -> door.get(image)).as("it is read again").isInstanceOf(IOException.class);
    }

    @Test
    void aDownloadThatIsCutInTheMiddleNeverEndsCleanlyAndAccusesNobody() throws Exception {
        upload(image, "bucket");
        bucket.next(Op.GET, bucket.cutAfter(SIZE / 2));

        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);

        othersWork();
        assertThat(door.get(image).body()).isEqualTo(bytes);
        assertThat(imageApi.reportOf(imageApi.uploadsOf(image).getFirst())).isNull();
    }

    @Test
    void aDownloadOfWrongBytesNeverEndsCleanlyAndIsReported() throws Exception {
        upload(image, "bucket");
        uploadAnother("disk");
        Upload bad = imageApi.uploadsOf(image).getFirst();
        bucket.object(bad.objectName())[SIZE - 1] ^= 1;

        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);

        await().until(() -> imageApi.reportOf(bad) != null);
        assertThat(imageApi.reportOf(bad)).isEqualTo("crc32c");
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"bucket, disk", "disk, bucket"})
    void aCopyThatLostBytesIsReportedAndTheNextOneRead(String bad, String good) throws Exception {
        upload(image, bad);
        uploadAnother(good);
        Upload shortened = imageApi.uploadsOf(image).getFirst();
        damage(shortened, "shortened");

        assertThat(door.get(image).body()).isEqualTo(bytes);

        await().until(() -> imageApi.reportOf(shortened) != null);
        assertThat(imageApi.reportOf(shortened)).isEqualTo("size");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, disk,   flipped,   crc32c",
        "bucket, disk,   shortened, size",
        "disk,   bucket, flipped,   crc32c",
        "disk,   bucket, shortened, size",
    })
    void anImportFromABadCopyReportsItAndTakesTheNextOne(String bad, String good, String damage, String reason)
            throws Exception {
        place(bad);
        imageApi.image(image).takesAnother();
        place(good);
        Upload damaged = imageApi.uploadsOf(image).getFirst();
        damage(damaged, damage);

        HttpResponse<String> answer = copy("memory");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json.readValue(answer.body(), Placements.class).placed())
                .extracting(Placement::store)
                .containsExactly("memory");
        assertThat(imageApi.reportOf(damaged)).isEqualTo(reason);
        assertThat(memory.blobs.get(imageApi.uploadsOf(image).getLast().objectName()))
                .isEqualTo(bytes);
        assertThat(imageApi.uploadsOf(image))
                .filteredOn(upload -> upload.commit == null)
                .allSatisfy(failed -> assertThat(memory.blobs).doesNotContainKey(failed.objectName()));
    }

    @ParameterizedTest
    @CsvSource({"bucket, flipped", "disk, flipped", "bucket, shortened", "disk, shortened"})
    void anImportWhoseOnlyCopyIsBadReportsItAndEnds(String bad, String damage) throws Exception {
        place(bad);
        imageApi.image(image).takesAnother();
        Upload damaged = imageApi.uploadsOf(image).getFirst();
        damage(damaged, damage);

        assertThat(copy("memory").statusCode()).isEqualTo(500);

        assertThat(imageApi.reportOf(damaged)).isNotNull();
        assertThat(imageApi.uploadsOf(image)).hasSize(2);
        assertThat(memory.blobs).isEmpty();
    }

    private Fault fault(String name) {
        return switch (name) {
            case "busy" -> ScriptedS3.status(503, "SlowDown");
            case "failing" -> ScriptedS3.status(500, "InternalError");
            case "cut" -> ScriptedS3.hangUpAfter(SIZE / 2);
            case "full" -> ScriptedS3.status(507, "InsufficientStorage");
            case "refusing" -> ScriptedS3.status(403, "AccessDenied");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void othersWork() throws Exception {
        String other = anImage();
        assertThat(upload(other, "disk").statusCode()).isEqualTo(204);
        assertThat(door.get(other).body()).isEqualTo(bytes);
    }

    private HttpResponse<String> upload(String id, String store) throws Exception {
        imageApi.image(id).store(store);
        return door.put(id, bytes, "X-Image-Meta-Store", store);
    }

    private void uploadAnother(String store) throws Exception {
        imageApi.image(image).takesAnother();
        assertThat(upload(image, store).statusCode()).isEqualTo(204);
    }

    private void damage(Upload upload, String how) throws IOException {
        URI url = URI.create(upload.commit.getString("url"));
        boolean flips = how.equals("flipped");
        if (url.getScheme().equals("file")) {
            Path file = Path.of(url.getPath());
            byte[] stored = Files.readAllBytes(file);
            stored[SIZE / 2] ^= 1;
            Files.write(file, flips ? stored : Arrays.copyOf(stored, SIZE - 1));
        } else if (flips) {
            bucket.object(upload.objectName())[SIZE / 2] ^= 1;
        } else {
            bucket.shorten(upload.objectName(), SIZE - 1);
        }
    }

    private void place(String store) throws Exception {
        HttpResponse<String> answer = new Door(management)
                .send(new Door(management)
                        .request("/internal/v1/jobs/" + image + "/stores/" + store + "/data")
                        .header(Placement.GENERATION_HEADER, "7")
                        .header("Authorization", worker())
                        .PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> copy(String store) throws Exception {
        return new Door(management)
                .send(new Door(management)
                        .request("/internal/v1/jobs/" + image + "/stores/" + store + "/copy")
                        .header(Placement.GENERATION_HEADER, "7")
                        .header("Authorization", worker())
                        .POST(BodyPublishers.noBody()));
    }

    private String worker() {
        return "Bearer " + imageApi.issuer().token("import-worker");
    }
}
