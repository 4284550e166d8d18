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
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vitrine.storegateway.imageapi.ImageApiConfig;
import io.vitrine.storegateway.imageapi.Origin;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.PublicAnswer;
import io.vitrine.storegateway.problem.RequestBody;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands calls on to image-api and their answers back. Every event loop has its own connections, so a call never changes threads; every
 * metadata call pays for what is done here. A connection is held neither for a caller who still sends nor for one who does not read.
 */
@ApplicationScoped
class Forwarding {
    private static final int CONNECTIONS = 64;
    private static final int WAITING_PER_CONNECTION = 16;

    private final Vertx vertx;
    private final TrustedProxies proxies;
    private final RequestOptions origin;
    private final int connectionsPerLoop;
    private final Duration timeout;
    private final Map<Object, HttpClient> clients = new ConcurrentHashMap<>();

    Forwarding(
            Vertx vertx,
            TrustedProxies proxies,
            ImageApiConfig config,
            FrontConfig front,
            @ConfigProperty(name = "quarkus.vertx.event-loops-pool-size") int loops) {
        this.vertx = vertx;
        this.timeout = front.timeout();
        this.proxies = proxies;
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
        if (!RequestBody.isAnnounced(request)) {
            handOn(outward(request, path, requestId), request, requestId);
            return;
        }
        MetadataBody.collect(vertx, request, timeout)
                .onSuccess(
                        body -> handOn(outward(request, path, requestId).setBody(Body.body(body)), request, requestId))
                .onFailure(refused -> PublicAnswer.send(request, requestId, ((ProblemException) refused).problem()));
    }

    private ProxyRequest outward(HttpServerRequest request, String path, String requestId) {
        ProxyRequest outward = ProxyRequest.reverseProxy(request);
        String query = request.query();
        outward.setURI(query == null ? path : path + "?" + query);
        OutwardHeaders.write(outward.headers(), request, requestId, proxies.include(request));
        // We kept that promise ourselves.
        outward.headers().remove(HttpHeaders.EXPECT);
        return outward;
    }

    private void handOn(ProxyRequest outward, HttpServerRequest request, String requestId) {
        client().request(new RequestOptions(origin).setMethod(request.method()))
                .compose(call -> {
                    // The failed answer tells the same; without a handler it would be logged as an error of ours.
                    call.exceptionHandler(failure -> {});
                    return outward.send(call);
                })
                .compose(answer -> InwardAnswer.send(vertx, answer, request, timeout))
                .onFailure(failure -> failed(request, requestId));
    }

    private static void failed(HttpServerRequest request, String requestId) {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            // Half an answer must not look like a whole one.
            InwardAnswer.cutOff(request);
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
