package io.vitrine.storegateway.inspect;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.filesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that users send are looked at before they become an image's. */
@QuarkusTest
@WithTestResource(Gateway.class)
class InspectionIT {
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

    @Test
    void whatWasFoundGoesWithTheCommit() throws Exception {
        imageApi.image(image).formats("qcow2", "bare");

        assertThat(door.put(image, Crafted.qcow2(3, Crafted.asIs())).statusCode())
                .isEqualTo(204);

        JsonObject commit = imageApi.uploadsOf(image).getFirst().commit;
        assertThat(commit.getLong("virtual_size")).isEqualTo(Crafted.DISK);
        assertThat(commit.getString("inspected_format")).isEqualTo("qcow2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void unsafeBytesAreRefusedAndNotKept(String into) throws Exception {
        imageApi.image(image).formats("qcow2", "bare");
        byte[] hostile = Crafted.qcow2(3, Crafted.number(8, 512));

        HttpResponse<String> answer = door.put(image, hostile, "X-Image-Meta-Store", into);

        assertRefused(answer, "Image failed safety checks: as qcow2, it has a backing file.");
        assertThat(memory.blobs)
                .doesNotContainKey(imageApi.uploadsOf(image).getLast().objectName());
    }

    @Test
    void bytesOfAnotherFormatAreRefused() throws Exception {
        imageApi.image(image).formats("vmdk", "bare");

        HttpResponse<String> answer = door.put(image, Crafted.qcow2(3, Crafted.asIs()));

        assertRefused(answer, "Image content does not match disk_format vmdk: it is qcow2.");
    }

    @Test
    void aLargeBodyIsRefusedInItsMiddle() throws Exception {
        imageApi.image(image).formats("qcow2", "bare");
        byte[] large = Arrays.copyOf(Crafted.qcow2(3, Crafted.number(72, 4)), 1_200_000);

        HttpResponse<String> answer =
                door.put(image, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertRefused(answer, "Image failed safety checks: as qcow2, it keeps its data in another file.");
    }

    @Test
    void aDiskLargerThanAnImageMayBeIsRefused() throws Exception {
        imageApi.image(image).formats("qcow2", "bare").allowsVirtualBytes(Crafted.DISK - 1);

        HttpResponse<String> answer = door.put(image, Crafted.qcow2(3, Crafted.asIs()));

        assertRefused(answer, "its virtual size is 1048576 bytes, and images.limits.image-size allows 1048575");
    }

    @Test
    void whatIsInAContainerIsNotLookedAt() throws Exception {
        imageApi.image(image).formats("qcow2", "ova");

        assertThat(door.put(image, new byte[10]).statusCode()).isEqualTo(204);

        JsonObject commit = imageApi.uploadsOf(image).getFirst().commit;
        assertThat(commit.getLong("virtual_size")).isNull();
        assertThat(commit.getString("inspected_format")).isNull();
    }

    private void assertRefused(HttpResponse<String> answer, String sentence) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("\"title\":\"Unsupported Media Type\"", sentence);
        assertThat(imageApi.uploadsOf(image).getFirst().commit).isNull();
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isEqualTo("format_refused");
        assertThat(filesOf(store, image)).isEmpty();
    }
}
