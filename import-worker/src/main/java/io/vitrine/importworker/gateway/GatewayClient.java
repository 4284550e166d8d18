package io.vitrine.importworker.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.PlaceOutcome.Failed;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.log.LogKeys;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the bytes of a job to store-gateway, once. Safe for use by several jobs at a time; an interrupt breaks a placing off. */
public final class GatewayClient {
    private static final List<String> STAGING = List.of(Placement.STAGING_STORE);
    private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);

    private final Vertx vertx;
    private final HttpClient http;
    private final String base;
    private final ServiceToken token;
    private final ObjectMapper json;
    private final Answers answers;

    public GatewayClient(Vertx vertx, GatewayConfig config, ServiceToken token, ObjectMapper json) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(3_000).setMaxPoolSize(1_000));
        this.base = config.url().toString().replaceAll("/+$", "");
        this.token = token;
        this.json = json;
        this.answers = new Answers(json);
    }

    /**
     * Streams the source into all the stores of the job at once, and returns when the gateway has committed, or why it did not.
     *
     * @param phase what that is called, of {@link io.vitrine.contracts.internal.JobProgress}
     */
    public PlaceOutcome place(ImportJob job, Source source, String phase) throws InterruptedException {
        return put(job, job.stores(), source, phase);
    }

    /** As {@link #place}, into no store yet: from there the bytes can be had back, with what they were found to be. */
    public PlaceOutcome stage(ImportJob job, Source source, String phase) throws InterruptedException {
        return put(job, STAGING, source, phase);
    }

    private PlaceOutcome put(ImportJob job, List<String> stores, Source source, String phase)
            throws InterruptedException {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return unavailable(job, stores, "no service token");
        }
        HttpClientRequest request;
        try {
            request = connect(job, stores, source, phase, mine.get());
        } catch (ExecutionException e) {
            return unavailable(job, stores, String.valueOf(e.getCause()));
        }
        Relay relay = new Relay(vertx, source, request, job.maxBytes());
        try {
            return outcome(job, stores, relay.start().get(), mine.get());
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
            return unavailable(job, job.stores(), "no service token");
        }
        return post(job, request(HttpMethod.POST, job, job.stores(), "copy", mine.get()), mine.get());
    }

    /** Opens the bytes that are staged for the job. Whoever takes them closes them. */
    public StagedOutcome staged(ImportJob job) throws InterruptedException {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return new StagedOutcome.NotOpened(unavailable(job, STAGING, "no service token"));
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(base + "/internal/v1/jobs/" + job.taskId() + "/staged")
                .putHeader("Authorization", "Bearer " + mine.get())
                .putHeader(Placement.GENERATION_HEADER, Long.toString(job.generation()));
        CompletableFuture<StagedOutcome> opened = new CompletableFuture<>();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(now -> http.request(options)
                .compose(HttpClientRequest::send)
                .onSuccess(head -> opened(job, context, head, mine.get(), opened))
                .onFailure(e ->
                        opened.complete(new StagedOutcome.NotOpened(unavailable(job, STAGING, String.valueOf(e))))));
        try {
            return opened.get(Pace.GATEWAY_STALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new StagedOutcome.NotOpened(unavailable(job, STAGING, "it does not answer"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("opening ends with a value", e);
        } finally {
            // After an interrupt: bytes that come later are dropped.
            opened.cancel(false);
        }
    }

    /** In the turn in which the head arrives. */
    private void opened(
            ImportJob job,
            Context context,
            HttpClientResponse head,
            String mine,
            CompletableFuture<StagedOutcome> opened) {
        if (head.statusCode() == 200) {
            Staged staged = new Staged(context, head, json);
            if (!opened.complete(new StagedOutcome.Opened(staged))) {
                staged.close();
            }
        } else {
            head.body()
                    .onComplete(
                            body -> opened.complete(new StagedOutcome.NotOpened(
                                    outcome(job, STAGING, new RelayEnd.Answered(head.statusCode(), body, 0), mine))),
                            e -> opened.complete(
                                    new StagedOutcome.NotOpened(unavailable(job, STAGING, String.valueOf(e)))));
        }
    }

    /** Has the job's given location looked at, added and verified; nothing is placed. Returns when that is over. */
    public PlaceOutcome location(ImportJob job) throws InterruptedException {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return unavailable(job, job.stores(), "no service token");
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
            return outcome(job, job.stores(), end.get(), mine);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a copy ends with a value", e);
        } finally {
            // After an interrupt: hanging up is how the gateway learns that the job is lost.
            if (!sent.cancel(false) && !end.isDone()) {
                sent.join().reset();
            }
        }
    }

    private RequestOptions request(HttpMethod method, ImportJob job, List<String> stores, String what, String mine) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(
                        base + "/internal/v1/jobs/" + job.taskId() + "/stores/" + String.join(",", stores) + "/" + what)
                .putHeader("Authorization", "Bearer " + mine)
                .putHeader(Placement.GENERATION_HEADER, Long.toString(job.generation()))
                .putHeader(Placement.ALL_STORES_HEADER, Boolean.toString(job.allStoresMustSucceed()));
    }

    private HttpClientRequest connect(ImportJob job, List<String> stores, Source source, String phase, String mine)
            throws ExecutionException, InterruptedException {
        RequestOptions options = request(HttpMethod.PUT, job, stores, "data", mine)
                .putHeader(Placement.PHASE_HEADER, phase)
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

    private PlaceOutcome outcome(ImportJob job, List<String> stores, RelayEnd end, String mine) {
        return switch (end) {
            case RelayEnd.Answered answered -> {
                if (answered.statusCode() == 401) {
                    token.refused(mine);
                }
                yield answers.judge(job, stores, answered);
            }
            case RelayEnd.SourceBroke(String code, String sentence, boolean retriable) ->
                new Failed(new JobFailure(code, sentence, null, retriable));
            case RelayEnd.TooLarge() ->
                new Failed(new JobFailure(
                        "too_large", "The source sent more bytes than an image may have here.", null, false));
            case RelayEnd.GatewayBroke(String cause) -> unavailable(job, stores, cause);
        };
    }

    private static PlaceOutcome unavailable(ImportJob job, List<String> stores, String cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TASK_ID, job.taskId())
                .addKeyValue(LogKeys.CAUSE, cause)
                .log("store-gateway cannot be reached or broke off");
        return new Failed(Answers.notNow(Answers.only(stores)));
    }
}
