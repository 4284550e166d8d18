package io.vitrine.storegateway.imageapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call to image-api: our token, the caller's, JSON both ways, a deadline for all of it. */
@ApplicationScoped
class Exchange {
    private static final int POOL = 64;
    private static final int WAITING = 1_024;
    private static final int RETRIES = 2;
    private static final long RETRY_AFTER_MILLIS = 200;

    private final Vertx vertx;
    private final ServiceToken serviceToken;
    private final ObjectMapper json;
    private final ImageApiConfig config;
    private final HttpClient client;

    Exchange(Vertx vertx, ServiceToken serviceToken, ObjectMapper json, ImageApiConfig config) {
        this.vertx = vertx;
        this.serviceToken = serviceToken;
        this.json = json;
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(config.url().getHost())
                .setDefaultPort(Origin.port(config.url()))
                .setSsl(Origin.tls(config.url()))
                .setMaxPoolSize(POOL)
                .setMaxWaitQueueSize(WAITING)
                .setConnectTimeout((int) config.timeout().toMillis()));
    }

    /** Like {@link #send}, asked up to two more times while nobody knows what happened. For idempotent calls only. */
    <T> Future<T> sendAgain(HttpMethod method, String path, Object body, Caller caller, Class<T> answer) {
        return sendAgain(method, path, body, caller, answer, RETRIES);
    }

    private <T> Future<T> sendAgain(
            HttpMethod method, String path, Object body, Caller caller, Class<T> answer, int retries) {
        return send(method, path, body, caller, answer).recover(failure -> {
            boolean hopeless = failure instanceof ImageApiException e && e.decided();
            if (hopeless || retries == 0) {
                return Future.failedFuture(failure);
            }
            Promise<T> later = Promise.promise();
            vertx.setTimer(
                    RETRY_AFTER_MILLIS * (RETRIES - retries + 1),
                    timer -> sendAgain(method, path, body, caller, answer, retries - 1)
                            .onComplete(later));
            return later.future();
        });
    }

    /** Asks once. {@code Void} as the answer: its body is not looked at. */
    <T> Future<T> send(HttpMethod method, String path, Object body, Caller caller, Class<T> answer) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        Promise<T> answered = context.promise();
        // The whole chain on one event loop, whoever calls and wherever the token comes from: tied together from
        // outside, it could
        // miss an answer that comes at once.
        context.runOnContext(on -> {
            Promise<String> token = context.promise();
            serviceToken.current().onComplete(token);
            send(method, path, body, caller, answer, token.future()).onComplete(answered);
        });
        return answered.future();
    }

    private <T> Future<T> send(
            HttpMethod method, String path, Object body, Caller caller, Class<T> answer, Future<String> token) {
        Deadline deadline = new Deadline();
        return token.compose(held -> request(method, path, body, caller, held, deadline))
                .compose(response -> response.body().compose(bytes -> read(response, bytes, answer)))
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    deadline.end();
                    return Future.failedFuture(
                            failure instanceof ImageApiException
                                    ? failure
                                    : ImageApiException.unknown(ProblemType.UNAVAILABLE.with(
                                            "The image service does not answer just now.")));
                });
    }

    private Future<HttpClientResponse> request(
            HttpMethod method, String path, Object body, Caller caller, String token, Deadline deadline) {
        Buffer bytes;
        try {
            bytes = Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("wire records can be written", e);
        }
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setURI(path)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(RequestId.HEADER, caller.requestId());
        put(options, Caller.AUTH_TOKEN, caller.token());
        put(options, "X-Service-Token", caller.serviceToken());
        put(options, "X-Project-Id", caller.projectId());
        return client.request(options).compose(request -> {
            deadline.watch(request);
            return request.send(bytes);
        });
    }

    private static void put(RequestOptions options, String header, @Nullable String value) {
        if (value != null) {
            options.putHeader(header, value);
        }
    }

    private <T> Future<T> read(HttpClientResponse response, Buffer bytes, Class<T> answer) {
        int status = response.statusCode();
        try {
            if (status >= 200 && status < 300) {
                return answer == Void.class
                        ? Future.succeededFuture()
                        : Future.succeededFuture(json.readValue(bytes.getBytes(), answer));
            }
            Problem problem = json.readValue(bytes.getBytes(), Problem.class);
            return Future.failedFuture(
                    status < 500 ? ImageApiException.refused(problem) : ImageApiException.unknown(problem));
        } catch (IOException e) {
            return Future.failedFuture(
                    status >= 400 && status < 500
                            ? ImageApiException.refused(Unexplained.of(status))
                            : ImageApiException.unknown(Unexplained.of(status)));
        }
    }

    /** Ends the request on the wire when the time is up; a request that starts after that is ended at once. */
    private static final class Deadline {
        private boolean over;
        private @Nullable HttpClientRequest request;

        synchronized void watch(HttpClientRequest started) {
            request = started;
            if (over) {
                started.reset();
            }
        }

        synchronized void end() {
            over = true;
            if (request != null) {
                request.reset();
            }
        }
    }
}
