package io.vitrine.storegateway.upload;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.filesOf;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.storegateway.blob.Lanes;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.RawCall;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of clients that vanish, lie, trickle or stall. */
@QuarkusTest
@WithTestResource(Gateway.class)
class RudeSenderIT {
    private enum Exit {
        RESET,
        CLOSE,
        HALF_CLOSE
    }

    @TestHTTPResource("/")
    URI url;

    @ConfigProperty(name = "images.stores.disk.filesystem.dir", defaultValue = "none")
    Path store;

    @Inject
    FakeImageApi imageApi;

    @Inject
    Lanes lanes;

    private final String image = anImage();

    @ParameterizedTest
    @EnumSource(Exit.class)
    void whoLeavesInTheMiddleLeavesNothingBehind(Exit exit) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = random(1 << 20);
        List<String> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String one = anImage();
            images.add(one);
            try (RawCall call = new RawCall(url)) {
                call.head(put(one), "Content-Type: application/octet-stream", "Content-Length: " + bytes.length);
                call.send(bytes, random.nextInt(bytes.length));
                leave(call, exit);
            }
        }
        for (String one : images) {
            await("seed " + seed).until(() -> imageApi.uploadsOf(one).size() == 1);
            var upload = imageApi.uploadsOf(one).getFirst();
            await("seed " + seed).until(() -> upload.abort != null);
            assertThat(upload.abort).isEqualTo("client_gone");
            assertThat(upload.commit).isNull();
            assertThat(filesOf(store, one)).isEmpty();
        }
        await().until(() -> lanes.lent() == 0);
    }

    @Test
    void aChunkedBodyThatIsCutOffIsNoImage() throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Transfer-Encoding: chunked");
            call.send("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        await().until(() -> !imageApi.uploadsOf(image).isEmpty()
                && imageApi.uploadsOf(image).getFirst().abort != null);
        assertThat(imageApi.uploadsOf(image).getFirst().commit).isNull();
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void garbageInPlaceOfAChunkIsNoImage() throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Transfer-Encoding: chunked");
            call.send("5\r\nhello\r\nzz\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            call.readAll();
        }
        await().until(() -> !imageApi.uploadsOf(image).isEmpty()
                && imageApi.uploadsOf(image).getFirst().abort != null);
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void whoIsRefusedIsNotAskedForTheBody() throws Exception {
        imageApi.image(image).refuses(409);
        try (RawCall call = new RawCall(url)) {
            call.head(
                    put(image),
                    "Content-Type: application/octet-stream",
                    "Content-Length: 1000000000",
                    "Expect: 100-continue");
            String answer = call.readAll();
            assertThat(answer).startsWith("HTTP/1.1 409 ").doesNotContain("100 Continue");
        }
    }

    @Test
    void whoIsGrantedIsAskedForTheBody() throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head(
                    put(image), "Content-Type: application/octet-stream", "Content-Length: 5", "Expect: 100-continue");
            assertThat(call.readHead()).startsWith("HTTP/1.1 100 ");
            call.send("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(call.readHead()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void whoSendsWithoutAskingStillReadsWhyItIsRefused() throws Exception {
        imageApi.image(image).refuses(413);
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Content-Length: 300000");
            call.send(random(200_000));
            assertThat(call.readHead()).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void silenceIsEnded() throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Content-Length: 300000");
            call.send(random(1_000));
            assertThat(call.readHead()).startsWith("HTTP/1.1 408 ");
        }
        await().until(() -> imageApi.uploadsOf(image).getFirst().abort != null);
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void aLeaseIsRenewedWhileDataComes() throws Exception {
        imageApi.image(image).leaseSeconds(1);
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Content-Length: 10");
            call.send("hello".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> !imageApi.uploadsOf(image).isEmpty());
            long before = imageApi.renewals();
            await().until(() -> imageApi.renewals() > before + 1);
            call.send("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(call.readHead()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void aLostLeaseEndsTheUpload() throws Exception {
        imageApi.image(image).leaseSeconds(1);
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Content-Length: 300000");
            call.send(random(1_000));
            await().until(() -> !imageApi.uploadsOf(image).isEmpty());
            imageApi.image(image).losesLease();
            assertThat(call.readHead()).startsWith("HTTP/1.1 410 ");
        }
        await().until(() -> imageApi.uploadsOf(image).getFirst().abort != null);
        assertThat(imageApi.uploadsOf(image).getFirst().abort).isEqualTo("lease_lost");
        assertThat(filesOf(store, image)).isEmpty();
    }

    @Test
    void manySlowSendersDoNotHoldUpAFastOne() throws Exception {
        List<RawCall> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                RawCall call = new RawCall(url);
                slow.add(call);
                call.head(put(anImage()), "Content-Type: application/octet-stream", "Content-Length: 300000");
                call.send(new byte[] {1});
            }
            assertThat(new Door(url).put(image, random(5_000_000)).statusCode()).isEqualTo(204);
        } finally {
            for (RawCall call : slow) {
                call.close();
            }
        }
        await().until(() -> lanes.lent() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "99999999999999999999", "5, 6", "0x10"})
    void aLengthThatIsNoneIsABadRequest(String length) throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head(put(image), "Content-Type: application/octet-stream", "Content-Length: " + length);
            assertThat(call.readHead()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(imageApi.uploadsOf(image)).isEmpty();
    }

    private static String put(String image) {
        return "PUT /v2/images/" + image + "/file HTTP/1.1";
    }

    private static void leave(RawCall call, Exit exit) throws IOException {
        switch (exit) {
            case RESET -> call.reset();
            case CLOSE -> call.close();
            case HALF_CLOSE -> {
                call.halfClose();
                call.readAll();
            }
        }
    }
}
