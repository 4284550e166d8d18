package io.vitrine.importworker.job;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vitrine.importworker.identity.ServiceToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One POST of JSON to image-api, in our name. A refused token is replaced once. Safe for use from any thread; blocks it. */
final class ImageApi {
    private final Vertx vertx;
    private final HttpClient http;
    private final String base;
    private final Duration patience;
    private final ServiceToken token;

    ImageApi(Vertx vertx, ImageApiConfig config, ServiceToken token) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(3_000).setMaxPoolSize(32));
        this.base = config.url().toString().replaceAll("/+$", "");
        this.patience = config.timeout();
        this.token = token;
    }

    record Answer(int statusCode, Buffer body) {}

    Answer post(String path, byte[] json) throws IOException, InterruptedException {
        String mine = mine();
        Answer answer = post(path, json, mine);
        if (answer.statusCode() != 401) {
            return answer;
        }
        token.refused(mine);
        return post(path, json, mine());
    }

    private String mine() throws IOException {
        Optional<String> mine = token.get();
        return mine.orElseThrow(() -> new IOException("no service token"));
    }

    private Answer post(String path, byte[] json, String mine) throws IOException, InterruptedException {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(base + path)
                .setTimeout(patience.toMillis())
                .putHeader("Authorization", "Bearer " + mine)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json, application/problem+json");
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        // The whole chain on one context: tied together from outside, it could miss an answer that comes at once.
        vertx.getOrCreateContext()
                .runOnContext(now -> http.request(options)
                        .compose(request -> request.send(Buffer.buffer(json)))
                        .compose(ImageApi::whole)
                        .onSuccess(answer::complete)
                        .onFailure(answer::completeExceptionally));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("timed out", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static io.vertx.core.Future<Answer> whole(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), body));
    }
}
