package io.vitrine.storegateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.Gateway;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reverse proxy serves the front door below {@code /image} (spec: seeds, S11): it is believed, and bytes go through it either way. */
@QuarkusTest
@TestProfile(BehindProxyIT.ProxyTrusted.class)
@WithTestResource(Gateway.class)
class BehindProxyIT {
    public static final class ProxyTrusted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "images.front.trusted-proxies", "10.0.0.0/8,127.0.0.0/8",
                    "quarkus.http.cors.enabled", "true",
                    "quarkus.http.cors.origins", "https://dashboard.example.org");
        }
    }

    private static final String PREFIX = "/image";

    @TestHTTPResource("/")
    URI gateway;

    @Inject
    Vertx vertx;

    private HttpServer proxy;
    private Door door;

    @BeforeEach
    void open() throws Exception {
        HttpProxy handler = HttpProxy.reverseProxy(vertx.createHttpClient())
                .origin(gateway.getPort(), gateway.getHost())
                .addInterceptor(new Prefixed());
        proxy = vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        door = new Door(URI.create("http://127.0.0.1:" + proxy.actualPort()));
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void imageApiHearsWhereTheProxyServes() throws Exception {
        JsonObject headers = new JsonObject(
                        door.send(door.request(PREFIX + "/v2/echo").header("X-Forwarded-For", "192.0.2.7"))
                                .body())
                .getJsonObject("headers");
        assertThat(headers.getString("x-forwarded-prefix")).isEqualTo(PREFIX);
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("img.example.org");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("https");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("192.0.2.7, 127.0.0.1");
    }

    @Test
    void aChunkedUploadAndARangeOfItGoThrough() throws Exception {
        String image = Door.anImage();
        byte[] bytes = Door.random(3 << 20);
        HttpResponse<String> uploaded = door.send(door.request(PREFIX + "/v2/images/" + image + "/file")
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
        assertThat(uploaded.statusCode()).isEqualTo(204);

        HttpResponse<String> part =
                door.send(door.request(PREFIX + "/v2/images/" + image + "/file").header("Range", "bytes=1000-1999"));

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 1000-1999/" + bytes.length);
        assertThat(part.headers().firstValue("Content-Length")).hasValue("1000");
    }

    @Test
    void aBrowserOfAConfiguredOriginIsAllowedAndNoOther() throws Exception {
        HttpResponse<String> allowed =
                door.send(door.request(PREFIX + "/v2/echo").header("Origin", "https://dashboard.example.org"));
        HttpResponse<String> refused =
                door.send(door.request(PREFIX + "/v2/echo").header("Origin", "https://evil.example.org"));
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://dashboard.example.org");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    /** Takes the prefix off and says so. */
    private static final class Prefixed implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            context.request().setURI(context.request().getURI().substring(PREFIX.length()));
            context.request()
                    .headers()
                    .set("X-Forwarded-Prefix", PREFIX)
                    .set("X-Forwarded-Host", "img.example.org")
                    .set("X-Forwarded-Proto", "https");
            return context.sendRequest();
        }
    }
}
