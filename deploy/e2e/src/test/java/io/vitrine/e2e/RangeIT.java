package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of an image, the same from every store. */
@OnVitrine
class RangeIT {
    private static final int SIZE = 7_000_003;
    private static final byte[] BYTES = RandomBytes.of(SIZE, 23);
    private static final Map<String, String> IMAGES = new ConcurrentHashMap<>();

    private final ImageClient demo;

    RangeIT(Vitrine vitrine) {
        demo = vitrine.as("demo");
    }

    @BeforeAll
    static void anImageInEachStore(Vitrine vitrine) {
        for (String store : new String[] {Vitrine.FILE_STORE, Vitrine.S3_STORE}) {
            String id = vitrine.as("demo").createRaw("ranges");
            vitrine.as("demo").upload(id, BYTES, store).expect(204);
            IMAGES.put(store, id);
        }
    }

    @AfterAll
    static void noneLeft(Vitrine vitrine) {
        IMAGES.values().forEach(id -> vitrine.as("demo").delete(id).expect(204));
    }

    @ParameterizedTest
    @CsvSource({
        "local, 0-0, 0, 0",
        "local, 0-9, 0, 9",
        "local, 5000000-, 5000000, 7000002",
        "local, -5, 6999998, 7000002",
        "local, -9000000, 0, 7000002",
        "local, 6999999-9000000, 6999999, 7000002",
        "local, 7000002-7000002, 7000002, 7000002",
        "local, 0-, 0, 7000002",
        "bucket, 0-0, 0, 0",
        "bucket, 0-9, 0, 9",
        "bucket, 5000000-, 5000000, 7000002",
        "bucket, -5, 6999998, 7000002",
        "bucket, -9000000, 0, 7000002",
        "bucket, 6999999-9000000, 6999999, 7000002",
        "bucket, 7000002-7000002, 7000002, 7000002",
        "bucket, 0-, 0, 7000002"
    })
    void aRangeThatExistsIsServed(String store, String range, int first, int last) {
        Answer answer =
                demo.download(IMAGES.get(store), "Range", "bytes=" + range).expect(206);

        assertThat(answer.header("Content-Range")).contains("bytes %d-%d/%d".formatted(first, last, SIZE));
        assertThat(answer.header("Content-Length")).contains("" + (last - first + 1));
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, first, last + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "local, bytes=7000003-", "local, bytes=7000003-7000009", "local, bytes=9-3", "local, bytes=-0",
        "local, bytes=x-y", "local, bytes=", "local, bytes", "local, bytes=99999999999999999999-",
        "bucket, bytes=7000003-", "bucket, bytes=9-3", "bucket, bytes=-0", "bucket, bytes=x-y"
    })
    void aRangeThatDoesNotExistIsRefusedWithTheSize(String store, String range) {
        Answer answer = demo.download(IMAGES.get(store), "Range", range).expectError(416, "");

        assertThat(answer.header("Content-Range")).contains("bytes */" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void severalRangesAreRefused(String store) {
        demo.download(IMAGES.get(store), "Range", "bytes=0-1,5-6").expectError(400, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void whoAsksForTheHeadGetsNoBytes(String store) {
        Answer answer = demo.send("HEAD", ImageClient.file(IMAGES.get(store)), BodyPublishers.noBody())
                .expect(200);

        assertThat(answer.header("Content-Length")).contains("" + SIZE);
        assertThat(answer.body()).isEmpty();
    }
}
