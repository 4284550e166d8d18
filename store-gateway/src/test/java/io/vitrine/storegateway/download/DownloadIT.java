package io.vitrine.storegateway.download;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a file store, which the kernel sends, and from one that streams. */
@QuarkusTest
@WithTestResource(Gateway.class)
class DownloadIT {
    private static final int SIZE = 700_000;

    @TestHTTPResource("/")
    URI url;

    @ConfigProperty(name = "images.stores.disk.filesystem.dir", defaultValue = "none")
    Path store;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    private final String image = anImage();
    private final byte[] bytes = random(SIZE);
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(url);
        memory.behave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void allOfItWithItsDigests(String from) throws Exception {
        upload(from);
        HttpResponse<byte[]> answer = door.get(image);
        var commit = imageApi.uploadsOf(image).getFirst().commit;
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(SIZE));
        assertThat(header(answer, "Content-MD5")).isEqualTo(commit.getString("checksum"));
        assertThat(header(answer, "ETag")).isEqualTo('"' + commit.getString("os_hash_value") + '"');
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "x-openstack-request-id")).startsWith("req-");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=10-19, 10, 19",
        "bytes=699999-, 699999, 699999",
        "bytes=-10, 699990, 699999",
        "bytes=0-9999999, 0, 699999",
        "bytes=100000-500000, 100000, 500000"
    })
    void aRangeOfIt(String range, int first, int last) throws Exception {
        for (String from : new String[] {"disk", "memory"}) {
            String one = anImage();
            door.put(one, bytes, "X-Image-Meta-Store", from);
            HttpResponse<byte[]> answer = door.get(one, "Range", range);
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, first, last + 1));
            assertThat(header(answer, "Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
            assertThat(answer.headers().firstValue("Content-MD5")).isEmpty();
        }
    }

    @Test
    void anOldClientsContentRangeIsARange() throws Exception {
        upload("disk");
        HttpResponse<byte[]> answer = door.get(image, "Content-Range", "bytes 5-9/" + SIZE);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 5, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=700000-", "bytes=9-5", "bytes=x-y", "items=0-1", "bytes=-0"})
    void aRangeThatIsNoneIsA416(String range) throws Exception {
        upload("disk");
        HttpResponse<byte[]> answer = door.get(image, "Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + SIZE);
        assertThat(new String(answer.body())).startsWith("{\"error\":{\"code\":416,");
    }

    @Test
    void severalRangesAreABadRequest() throws Exception {
        upload("disk");
        assertThat(door.get(image, "Range", "bytes=0-1,4-5").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"disk,", "memory,", "disk, bytes=0-9", "memory, bytes=5-"})
    void headSaysTheSameWithoutTheBytes(String from, String range) throws Exception {
        upload(from);
        String[] headers = range == null ? new String[0] : new String[] {"Range", range};
        HttpResponse<byte[]> get = door.get(image, headers);
        HttpRequest.Builder head = door.request("/v2/images/" + image + "/file").method("HEAD", noBody());
        if (range != null) {
            head.headers(headers);
        }
        HttpResponse<String> answer = door.send(head);
        assertThat(answer.statusCode()).isEqualTo(get.statusCode());
        assertThat(answer.body()).isEmpty();
        for (String name : new String[] {"Content-Length", "ETag", "Content-Type", "Content-Range", "Content-MD5"}) {
            assertThat(answer.headers().firstValue(name))
                    .isEqualTo(get.headers().firstValue(name));
        }
    }

    @Test
    void withoutDataThereIsNothingToSend() throws Exception {
        HttpResponse<byte[]> answer = door.get(image, "Range", "bytes=0-1");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void anEmptyImageIsA200WithoutBytes(String from) throws Exception {
        door.put(image, new byte[0], "X-Image-Meta-Store", from);
        HttpResponse<byte[]> answer = door.get(image);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "Content-Length")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aRefusalIsToldAsImageApiGaveIt(int status) throws Exception {
        imageApi.image(image).refuses(status);
        HttpResponse<byte[]> answer = door.get(image);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body())).contains("Detail of " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void lostBytesAreA503AndNotAnEmptyAnswer(String from) throws Exception {
        upload(from);
        loseBytes();
        HttpResponse<byte[]> answer = door.get(image);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(header(answer, "Retry-After")).isNotBlank();
    }

    @Test
    void theNextCopyIsReadWhenTheFirstIsLost() throws Exception {
        upload("disk");
        loseBytes();
        uploadSecond("memory");
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @Test
    void theNextCopyIsReadWhenTheRowOfTheFirstIsNonsense() throws Exception {
        upload("disk");
        imageApi.uploadsOf(image).getFirst().commit.put("url", "no url: %");
        uploadSecond("memory");
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @Test
    void theNextCopyIsReadWhenTheFirstVanishesOnceItWasOpened() throws Exception {
        upload("memory");
        uploadSecond("disk");
        memory.vanished = true;
        HttpResponse<byte[]> answer = door.get(image);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-openstack-request-id")).startsWith("req-");
        assertThat(answer.body()).isEqualTo(bytes);
    }

    @Test
    void theNextCopyIsReadWhenTheStreamOfTheFirstBreaksBeforeItsFirstByte() throws Exception {
        upload("memory");
        uploadSecond("disk");
        memory.missing = SIZE;
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aBodyIsNotExpected(String method) throws Exception {
        upload("disk");
        try (RawCall call = new RawCall(url)) {
            call.head(method + " /v2/images/" + image + "/file HTTP/1.1", "Content-Length: 1", "Connection: close");
            call.send(new byte[1]);
            assertThat(call.readAll()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT"})
    void severalTokensAreNone(String method) throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head(
                    method + " /v2/images/" + image + "/file HTTP/1.1",
                    "X-Auth-Token: a",
                    "X-Auth-Token: b",
                    "Connection: close");
            assertThat(call.readAll()).startsWith("HTTP/1.1 401 ").containsIgnoringCase("www-authenticate: Bearer");
        }
        assertThat(imageApi.uploadsOf(image)).isEmpty();
    }

    @Test
    void aStreamThatEndsEarlyNeverEndsCleanly() throws Exception {
        upload("memory");
        memory.missing = 1;
        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);
    }

    @Test
    void bytesThatChangedInTheStoreNeverEndCleanly() throws Exception {
        upload("memory");
        memory.blobs.get(imageApi.uploadsOf(image).getFirst().objectName())[1_000] ^= 1;
        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);
    }

    @Test
    void aCopyOfWrongBytesIsReportedAndTheNextReaderGetsAnother() throws Exception {
        upload("memory");
        uploadSecond("disk");
        var first = imageApi.uploadsOf(image).getFirst();
        memory.blobs.get(first.objectName())[SIZE - 1] ^= 1;
        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);
        await().until(() -> imageApi.reportOf(first) != null);
        assertThat(imageApi.reportOf(first)).isEqualTo("crc32c");
        assertThat(door.get(image).body()).isEqualTo(bytes);
    }

    @Test
    void aCopyThatBreaksOffIsNotReported() throws Exception {
        upload("memory");
        memory.missing = 1;
        assertThatThrownBy(() -> door.get(image)).isInstanceOf(IOException.class);
        assertThat(imageApi.reportOf(imageApi.uploadsOf(image).getFirst())).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "If-None-Match | TAG | 304",
                "If-None-Match | W/TAG | 304",
                "If-None-Match | \"other\", TAG | 304",
                "If-None-Match | * | 304",
                "If-None-Match | \"other\" | 200",
                "If-Match | TAG | 200",
                "If-Match | * | 200",
                "If-Match | \"other\" | 412",
                "If-Match | W/TAG | 412",
            })
    void aConditionDecides(String header, String value, int status) throws Exception {
        upload("disk");
        String tag = header(door.get(image), "ETag");
        for (String method : new String[] {"GET", "HEAD"}) {
            HttpResponse<String> answer = door.send(door.request("/v2/images/" + image + "/file")
                    .header(header, value.replace("TAG", tag))
                    .method(method, noBody()));
            assertThat(answer.statusCode()).isEqualTo(status);
            if (status == 304) {
                assertThat(answer.body()).isEmpty();
                assertThat(header(answer, "ETag")).isEqualTo(tag);
            }
        }
    }

    @Test
    void aRangeOfOtherBytesThanTheReaderKnowsIsAllOfThem() throws Exception {
        upload("memory");
        String tag = header(door.get(image), "ETag");
        assertThat(door.get(image, "Range", "bytes=5-9", "If-Range", tag).statusCode())
                .isEqualTo(206);
        for (String other : new String[] {"\"other\"", "W/" + tag, "Wed, 21 Oct 2015 07:28:00 GMT"}) {
            HttpResponse<byte[]> answer = door.get(image, "Range", "bytes=5-9", "If-Range", other);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
        }
    }

    @Test
    void aReaderThatLeavesEndsItsDownload() throws Exception {
        byte[] large = random(30_000_000);
        door.put(image, large, "X-Image-Meta-Store", "memory");
        try (RawCall call = new RawCall(url)) {
            call.head("GET /v2/images/" + image + "/file HTTP/1.1", "X-Auth-Token: t");
            assertThat(call.readHead()).startsWith("HTTP/1.1 200 ");
            call.reset();
        }
        assertThat(door.get(image).body()).isEqualTo(large);
    }

    @Test
    void aConnectionServesOneAfterTheOther() throws Exception {
        upload("disk");
        try (RawCall call = new RawCall(url)) {
            for (int i = 0; i < 3; i++) {
                call.head("HEAD /v2/images/" + image + "/file HTTP/1.1", "X-Auth-Token: t");
                assertThat(call.readHead()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private void upload(String to) throws Exception {
        assertThat(door.put(image, bytes, "X-Image-Meta-Store", to).statusCode())
                .isEqualTo(204);
    }

    private void uploadSecond(String to) throws Exception {
        // Aborted in image-api's eyes, so that the same image may be uploaded once more: a second copy for the
        // download.
        imageApi.uploadsOf(image).getFirst().abort = "so that a second is allowed";
        upload(to);
    }

    private void loseBytes() throws IOException {
        memory.blobs.clear();
        for (String file : Door.filesOf(store, image)) {
            Files.delete(store.resolve(file));
        }
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
