package io.vitrine.storegateway.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.RawCall;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who stop half-way hold themselves up, and nobody else. */
@QuarkusTest
@WithTestResource(Gateway.class)
class SlowCallerIT {
    /** More than there are connections to image-api. */
    private static final int MANY = 100;

    @TestHTTPResource("/")
    URI url;

    private final List<RawCall> calls = new ArrayList<>();
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(url);
    }

    @AfterEach
    void close() throws IOException {
        for (RawCall call : calls) {
            call.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void sendersWhoStopHalfWayAreToldSoWhileOthersAreServed(String framing) throws Exception {
        for (int i = 0; i < MANY; i++) {
            call().head("POST /v2/images HTTP/1.1", framing).send("5\r\nhe".getBytes(StandardCharsets.US_ASCII));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(door.send(door.request("/v2/images")).statusCode()).isEqualTo(200);
        }
        for (RawCall call : calls) {
            assertThat(call.readAll())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("The request body did not arrive within 2 seconds.");
        }
    }

    @Test
    void chunksBeyondTheLimitAreA413() throws Exception {
        RawCall call = call().head("POST /v2/echo HTTP/1.1", "Transfer-Encoding: chunked");
        call.send(("100001\r\n" + "x".repeat(0x100001) + "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(call.readAll()).startsWith("HTTP/1.1 413 ").contains("The request body is larger than 1 MiB.");
    }

    @Test
    void readersWhoDoNotReadAreLetGo() throws Exception {
        for (int i = 0; i < MANY; i++) {
            call().head("GET /v2/long HTTP/1.1", "Connection: close");
        }
        for (RawCall call : calls) {
            assertThat(call.readHead()).startsWith("HTTP/1.1 ");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(door.send(door.request("/v2/images")).statusCode())
                                .isEqualTo(200));
        for (RawCall call : calls) {
            assertThat(call.isCutOff()).isTrue();
        }
    }

    private RawCall call() throws IOException {
        RawCall call = new RawCall(url);
        calls.add(call);
        return call;
    }
}
