package io.vitrine.storegateway.front;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.httpproxy.ProxyRequest;
import io.vitrine.storegateway.imageapi.ImageApiConfig;
import io.vitrine.storegateway.imageapi.Origin;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.PublicAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands calls on to image-api and their answers back, bodies unbuffered. Every event loop has its own connections, so a call never
 * changes threads; every metadata call pays for what is done here.
 */
@ApplicationScoped
class Forwarding {
    /** As image-api has it (spec: security, S-42). */
    private static final long LARGEST_BODY = 1 << 20;

    private static final int CONNECTIONS = 64;
    private static final int WAITING_PER_CONNECTION = 16;

    private final Vertx vertx;
    private final RequestOptions origin;
    private final int connectionsPerLoop;
    private final Map<Object, HttpClient> clients = new ConcurrentHashMap<>();

    Forwarding(
            Vertx vertx,
            ImageApiConfig config,
            @ConfigProperty(name = "quarkus.vertx.event-loops-pool-size") int loops) {
        this.vertx = vertx;
        this.connectionsPerLoop = Math.max(1, CONNECTIONS / loops);
        this.origin = new RequestOptions()
                .setHost(config.url().getHost())
                .setPort(Origin.port(config.url()))
                .setSsl(Origin.tls(config.url()))
                .setConnectTimeout(config.timeout().toMillis())
                // Until the head of the answer; a body that stalls later is its reader's to give up.
                .setIdleTimeout(config.timeout().toMillis());
    }

    void forward(HttpServerRequest request, String path, String requestId) {
        if (announcedBytes(request) > LARGEST_BODY) {
            // Said here, before a byte of it is read: image-api would answer in the middle of the body and hang up,
            // which looks
            // like a failure from here.
            PublicAnswer.send(request, requestId, ProblemType.TOO_LARGE.with("The request body is larger than 1 MiB."));
            return;
        }
        ProxyRequest outward = ProxyRequest.reverseProxy(request);
        String query = request.query();
        outward.setURI(query == null ? path : path + "?" + query);
        OutwardHeaders.write(outward.headers(), request, requestId);
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            // The promise is not relayed, and a metadata body is small: let it come.
            outward.headers().remove(HttpHeaders.EXPECT);
            request.response().writeContinue();
        }
        client().request(new RequestOptions(origin).setMethod(request.method()))
                .compose(outward::send)
                .compose(answer -> InwardAnswer.send(answer, request))
                .onFailure(failure -> failed(request, requestId));
    }

    private static long announcedBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static void failed(HttpServerRequest request, String requestId) {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            // Half an answer must not look like a whole one.
            request.connection().close();
            return;
        }
        response.headers().clear();
        PublicAnswer.send(
                request, requestId, ProblemType.UNAVAILABLE.with("The image service does not answer just now."));
    }

    private HttpClient client() {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        return clients.computeIfAbsent(
                context.nettyEventLoop(),
                loop -> vertx.createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(true)
                        .setMaxPoolSize(connectionsPerLoop)
                        .setMaxWaitQueueSize(connectionsPerLoop * WAITING_PER_CONNECTION)));
    }
}
