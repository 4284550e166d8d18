package io.vitrine.importworker.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.PlaceOutcome.Failed;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.log.LogKeys;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the bytes of a job to store-gateway, once. Safe for use by several jobs at a time; an interrupt breaks a placing off. */
public final class GatewayClient {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);

    private final Vertx vertx;
    private final HttpClient http;
    private final String base;
    private final ServiceToken token;
    private final Answers answers;

    public GatewayClient(Vertx vertx, GatewayConfig config, ServiceToken token, ObjectMapper json) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(3_000).setMaxPoolSize(1_000));
        this.base = config.url().toString().replaceAll("/+$", "");
        this.token = token;
        this.answers = new Answers(json);
    }

    /** Streams the source into all the stores of the job at once, and returns when the gateway has committed, or why it did not. */
    public PlaceOutcome place(ImportJob job, Source source) throws InterruptedException {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return unavailable(job, "no service token");
        }
        HttpClientRequest request;
        try {
            request = connect(job, source, mine.get());
        } catch (ExecutionException e) {
            return unavailable(job, String.valueOf(e.getCause()));
        }
        Relay relay = new Relay(vertx, source, request, job.maxBytes());
        try {
            return outcome(job, relay.start().get(), mine.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a relay ends with a value", e);
        } finally {
            relay.abort();
        }
    }

    /** Has the bytes that the system holds copied into all the stores of the job; returns when that is committed, or why it is not. */
    public PlaceOutcome copy(ImportJob job) throws InterruptedException {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return unavailable(job, "no service token");
        }
        return post(job, request(HttpMethod.POST, job, "copy", mine.get()), mine.get());
    }

    /** Has the job's given location looked at, added and verified; nothing is placed. Returns when that is over. */
    public PlaceOutcome location(ImportJob job) throws InterruptedException {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return unavailable(job, "no service token");
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(base + "/internal/v1/jobs/" + job.taskId() + "/location")
                .putHeader("Authorization", "Bearer " + mine.get())
                .putHeader(Placement.GENERATION_HEADER, Long.toString(job.generation()));
        return post(job, options, mine.get());
    }

    private PlaceOutcome post(ImportJob job, RequestOptions options, String mine) throws InterruptedException {
        CompletableFuture<HttpClientRequest> sent = new CompletableFuture<>();
        CompletableFuture<RelayEnd> end = new CompletableFuture<>();
        http.request(options)
                .onSuccess(post -> {
                    if (sent.complete(post)) {
                        post.send()
                                .compose(answer ->
                                        answer.body().map(body -> new RelayEnd.Answered(answer.statusCode(), body, 0)))
                                .onComplete(
                                        end::complete,
                                        cause -> end.complete(new RelayEnd.GatewayBroke(String.valueOf(cause))));
                    } else {
                        post.reset();
                    }
                })
                .onFailure(cause -> end.complete(new RelayEnd.GatewayBroke(String.valueOf(cause))));
        try {
            return outcome(job, end.get(), mine);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a copy ends with a value", e);
        } finally {
            // After an interrupt: hanging up is how the gateway learns that the job is lost.
            if (!sent.cancel(false) && !end.isDone()) {
                sent.join().reset();
            }
        }
    }

    private RequestOptions request(HttpMethod method, ImportJob job, String what, String mine) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(base + "/internal/v1/jobs/" + job.taskId() + "/stores/" + String.join(",", job.stores())
                        + "/" + what)
                .putHeader("Authorization", "Bearer " + mine)
                .putHeader(Placement.GENERATION_HEADER, Long.toString(job.generation()))
                .putHeader(Placement.ALL_STORES_HEADER, Boolean.toString(job.allStoresMustSucceed()));
    }

    private HttpClientRequest connect(ImportJob job, Source source, String mine)
            throws ExecutionException, InterruptedException {
        RequestOptions options = request(HttpMethod.PUT, job, "data", mine)
                .putHeader("Content-Type", "application/octet-stream")
                // A refusal comes before the first byte, and a source is not read for nothing.
                .putHeader("Expect", "100-continue");
        CompletableFuture<HttpClientRequest> request = new CompletableFuture<>();
        source.context()
                .runOnContext(now -> http.request(options)
                        .map(put -> source.length().isPresent()
                                ? put.putHeader(
                                        "Content-Length",
                                        Long.toString(source.length().getAsLong()))
                                : put.setChunked(true))
                        // The relay learns of it from the answer's future; without a handler the client would log an
                        // error as well.
                        .map(put -> put.exceptionHandler(e -> {}))
                        .onSuccess(put -> {
                            if (!request.complete(put)) {
                                put.reset();
                            }
                        })
                        .onFailure(request::completeExceptionally));
        try {
            return request.get();
        } finally {
            // After an interrupt: a connection that comes about later is dropped.
            request.cancel(false);
        }
    }

    private PlaceOutcome outcome(ImportJob job, RelayEnd end, String mine) {
        return switch (end) {
            case RelayEnd.Answered answered -> {
                if (answered.statusCode() == 401) {
                    token.refused(mine);
                }
                yield answers.judge(job, answered);
            }
            case RelayEnd.SourceBroke(String code, String sentence) ->
                new Failed(new JobFailure(code, sentence, null, false));
            case RelayEnd.TooLarge() ->
                new Failed(new JobFailure(
                        "too_large", "The source sent more bytes than an image may have here.", null, false));
            case RelayEnd.GatewayBroke(String cause) -> unavailable(job, cause);
        };
    }

    private static PlaceOutcome unavailable(ImportJob job, String cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TASK_ID, job.taskId())
                .addKeyValue(LogKeys.CAUSE, cause)
                .log("store-gateway cannot be reached or broke off");
        return new Failed(Answers.notNow(Answers.only(job)));
    }
}
