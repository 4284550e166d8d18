package io.vitrine.importworker.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vitrine.importworker.fetch.Feed;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import io.vitrine.importworker.gateway.RelayEnd.Answered;
import io.vitrine.importworker.gateway.RelayEnd.GatewayBroke;
import io.vitrine.importworker.gateway.RelayEnd.SourceBroke;
import io.vitrine.importworker.gateway.RelayEnd.TooLarge;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Passes the body of a source on to store-gateway, as fast as the slower of the two, holding no more than a few buffers. Everything
 * happens on the source's context, so there are no races. A relay that does not end with a whole body breaks the gateway's request off, so
 * that the gateway can never take half a body for a whole one.
 */
final class Relay implements Feed.Receiver {
    /** A gateway that does not say {@code 100 Continue} gets the bytes all the same. */
    private static final Duration CONTINUE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Source source;
    private final Feed from;
    private final HttpClientRequest to;
    private final long maxBytes;
    private final Pace pace;
    private final CompletableFuture<RelayEnd> end = new CompletableFuture<>();

    private boolean started;
    private boolean whole;
    private long bytes;
    private long timer;

    Relay(Vertx vertx, Source source, HttpClientRequest to, long maxBytes) {
        this.vertx = vertx;
        this.source = source;
        this.from = new Feed(source, this);
        this.to = to;
        this.maxBytes = maxBytes;
        this.pace = new Pace(source.deadline());
    }

    /** Starts passing on, once. */
    CompletableFuture<RelayEnd> start() {
        source.context().runOnContext(now -> {
            to.response().onSuccess(this::answered).onFailure(e -> finish(new GatewayBroke(e.toString())));
            to.drainHandler(drained -> goOn());
            to.continueHandler(granted -> begin());
            to.sendHead();
            vertx.setTimer(CONTINUE.toMillis(), waited -> begin());
            timer = vertx.setPeriodic(Pace.TICK.toMillis(), tick -> watch());
        });
        return end;
    }

    /** Breaks both sides off. Safe from any thread and more than once. */
    void abort() {
        source.context().runOnContext(now -> finish(new GatewayBroke("aborted")));
    }

    private void begin() {
        if (!started && !end.isDone()) {
            started = true;
            goOn();
        }
    }

    private void goOn() {
        if (started && !end.isDone()) {
            pace.running();
            from.resume();
        }
    }

    @Override
    public void bytes(Buffer buffer) {
        if (end.isDone()) {
            return;
        }
        bytes += buffer.length();
        if (bytes > maxBytes) {
            finish(new TooLarge());
            return;
        }
        to.write(buffer);
        if (to.writeQueueFull()) {
            from.pause();
            pace.waiting();
        }
    }

    @Override
    public void end() {
        whole = true;
        pace.waiting();
        if (!end.isDone()) {
            to.end();
        }
    }

    @Override
    public void broken(SourceException e) {
        finish(new SourceBroke(e.code(), e.sentence(), e.retriable()));
    }

    private void answered(HttpClientResponse answer) {
        answer.body()
                .onSuccess(body -> finish(new Answered(answer.statusCode(), body, bytes)))
                .onFailure(e -> finish(new GatewayBroke(e.toString())));
    }

    private void watch() {
        switch (pace.judge(whole)) {
            case FINE -> {}
            case OVERDUE ->
                finish(new SourceBroke(
                        SourceException.FETCH_FAILED, "Fetching the source failed: it takes too long.", false));
            case GATEWAY_STALLED -> finish(new GatewayBroke("it takes no bytes and does not answer"));
        }
    }

    private void finish(RelayEnd how) {
        // First the reason, then the breaking off: a reset ends the request once more, as if the gateway had gone away.
        if (!end.complete(how)) {
            return;
        }
        vertx.cancelTimer(timer);
        boolean done = whole && how instanceof Answered;
        if (!done) {
            to.reset();
        }
        from.stop();
        source.close();
    }
}
