package io.vitrine.storegateway.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.RawCall;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the front door hands on, what it keeps, and what it does not have. */
@QuarkusTest
@WithTestResource(Gateway.class)
class FrontDoorIT {
    @TestHTTPResource("/")
    URI url;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    FakeImageApi imageApi;

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(url);
    }

    @Test
    void aCallGoesToImageApiAndItsAnswerComesBack() throws Exception {
        HttpResponse<String> answer = door.send(door.request("/v2/images/x?limit=2&name=a%20b"));
        JsonObject seen = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Echo")).hasValue("yes");
        assertThat(seen.getString("method")).isEqualTo("GET");
        assertThat(seen.getString("uri")).isEqualTo("/v2/images/x?limit=2&name=a%20b");
        assertThat(seen.getJsonObject("headers").getString("x-auth-token")).isEqualTo("a-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void bodiesGoAlong(String method) throws Exception {
        String body = "{\"name\": \"x\"}";
        HttpResponse<String> answer =
                door.send(door.request("/v2/images/x").method(method, HttpRequest.BodyPublishers.ofString(body)));
        JsonObject seen = new JsonObject(answer.body());
        assertThat(seen.getString("method")).isEqualTo(method);
        assertThat(seen.getString("body")).isEqualTo(body);
    }

    @Test
    void chunkedBodiesGoAlong() throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head("POST /v2/images HTTP/1.1", "Transfer-Encoding: chunked", "Connection: close");
            call.send("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // /v2/images answers the list, whatever came; the point is that it answers.
            assertThat(call.readAll()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldToSend() throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head("POST /v2/echo HTTP/1.1", "Content-Length: 5", "Expect: 100-continue", "Connection: close");
            assertThat(call.readHead()).startsWith("HTTP/1.1 100 ");
            call.send("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(call.readAll()).startsWith("HTTP/1.1 200 ").contains("\"body\":\"hello\"");
        }
    }

    @Test
    void whereACallComesFromIsSaidByUsAlone() throws Exception {
        JsonObject headers = echo(
                "X-Forwarded-For",
                "6.6.6.6",
                "X-Forwarded-Host",
                "evil",
                "X-Forwarded-Proto",
                "gopher",
                "X-Forwarded-Prefix",
                "/evil",
                "X-Forwarded-Port",
                "666",
                "Forwarded",
                "for=6");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo(url.getHost() + ":" + url.getPort());
        assertThat(headers.fieldNames()).doesNotContain("forwarded", "x-forwarded-prefix", "x-forwarded-port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Roles",
                "X-Role",
                "X-User-Id",
                "X-User",
                "X-Tenant-Id",
                "X-Tenant",
                "X-Identity-Status",
                "X-Is-Admin-Project",
                "X-Service-Roles",
                "X-Project-Domain-Id"
            })
    void identityIsNotTakenFromHeaders(String header) throws Exception {
        assertThat(echo(header, "admin").containsKey(header.toLowerCase(java.util.Locale.ROOT)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Project-Id", "X-Service-Token", "Authorization", "Accept"})
    void tokensAndTheChoiceOfAProjectPass(String header) throws Exception {
        assertThat(echo(header, "something").getString(header.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo("something");
    }

    @Test
    void theRequestIdIsKeptOrMade() throws Exception {
        assertThat(echo("x-openstack-request-id", "abc").getString("x-openstack-request-id"))
                .isEqualTo("req-abc");
        assertThat(echo("A", "b").getString("x-openstack-request-id")).matches("req-[0-9a-f-]{36}");
    }

    @Test
    void aRequestIdThatIsTooLongIsA431() throws Exception {
        HttpResponse<String> answer =
                door.send(door.request("/v2/images").header("x-openstack-request-id", "x".repeat(65)));
        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":431,");
    }

    @ParameterizedTest
    @CsvSource({"304, /v2/unchanged", "204, /v2/deleted"})
    void answersWithoutABodyStayWithoutOne(int status, String path) throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head("GET " + path + " HTTP/1.1", "Connection: close");
            assertThat(call.readAll())
                    .startsWith("HTTP/1.1 " + status)
                    .doesNotContain("chunked")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void anImageApiThatStallsIsA503() throws Exception {
        HttpResponse<String> answer = door.send(door.request("/v2/stalls"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":503,");
    }

    @Test
    void anAnswerThatIsCutOffIsNotCompleted() {
        assertThatThrownBy(() -> door.send(door.request("/v2/cut"))).isInstanceOf(IOException.class);
    }

    @Test
    void withoutImageApiItIsA503UntilItIsBack() throws Exception {
        imageApi.stop();
        try {
            for (String method : new String[] {"GET", "POST"}) {
                HttpResponse<String> answer =
                        door.send(door.request("/v2/echo").method(method, HttpRequest.BodyPublishers.ofString("{}")));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        } finally {
            imageApi.start();
        }
        assertThat(door.send(door.request("/v2/echo")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/leases/renew",
                "//internal/v1/leases/renew",
                "/./internal/v1/leases/renew",
                "/v2/../internal/v1/leases/renew",
                "/v2/%2e%2e/internal/v1/leases/renew",
                "/%2finternal/v1/leases/renew",
                "/%69nternal/v1/leases/renew",
                "/INTERNAL/v1/leases/renew",
                "/internal;x/v1/leases/renew",
                "/%252e/%2569nternal/v1/leases/renew",
                "/q/health",
                "/q/metrics",
                "/q/../q/health"
            })
    void whatIsInternalDoesNotExist(String path) throws Exception {
        long before = imageApi.renewals();
        for (String method : new String[] {"GET", "POST"}) {
            try (RawCall call = new RawCall(url)) {
                call.head(method + " " + path + " HTTP/1.1", "Content-Length: 2", "Connection: close");
                call.send("{}".getBytes(StandardCharsets.US_ASCII));
                assertThat(call.readAll())
                        .startsWith("HTTP/1.1 404 ")
                        .contains("{\"error\":{\"code\":404,\"title\":\"Not Found\"");
            }
        }
        assertThat(imageApi.renewals()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/images/%zz", "/v2/images/%"})
    void aPathThatCannotBeDecodedIsABadRequest(String path) throws Exception {
        try (RawCall call = new RawCall(url)) {
            call.head("GET " + path + " HTTP/1.1", "Connection: close");
            assertThat(call.readAll()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PATCH"})
    void theDataOfAnImageHasThreeMethods(String method) throws Exception {
        HttpResponse<String> answer =
                door.send(door.request("/v2/images/x/file").method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, PUT");
    }

    @Test
    void browsersReadAPage() throws Exception {
        HttpResponse<String> answer = door.send(door.request("/q/health").header("Accept", "text/html,*/*"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
        assertThat(answer.body()).contains("<h1>404 Not Found</h1>");
    }

    @Test
    void headersMayBe32KButNotMore() throws Exception {
        assertThat(door.send(door.request("/v2/echo").header("Authorization", "Bearer " + "x".repeat(30_000)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(door.send(door.request("/v2/echo").header("Authorization", "Bearer " + "x".repeat(40_000)))
                        .statusCode())
                .isEqualTo(431);
    }

    @Test
    void healthAndMetersAreOnThePortOfTheirOwn() throws Exception {
        Door inside = new Door(management);
        HttpResponse<String> ready = inside.send(inside.request("/q/health/ready"));
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("announced");
        assertThat(inside.send(inside.request("/q/metrics")).body()).contains("jvm_memory_used_bytes");
        assertThat(inside.send(inside.request("/v2/images")).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyHttp11IsSpoken() throws Exception {
        try (RawCall upgrade = new RawCall(url);
                RawCall knowing = new RawCall(url)) {
            upgrade.head(
                    "GET /v2/images HTTP/1.1",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");
            assertThat(upgrade.readHead()).startsWith("HTTP/1.1 200 ");
            knowing.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            knowing.halfClose();
            // Refused in the words of HTTP/1.1, by whoever reads the strange line first, or hung up on: no frame comes
            // back.
            assertThat(knowing.readAll()).matches("|(?s)HTTP/\\S+ (400|501) .*");
        }
    }

    private JsonObject echo(String... headers) throws Exception {
        return new JsonObject(
                        door.send(door.request("/v2/echo").headers(headers)).body())
                .getJsonObject("headers");
    }
}
