package io.vitrine.importworker.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.RelayEnd.Answered;
import io.vitrine.importworker.gateway.RelayEnd.GatewayBroke;
import io.vitrine.importworker.gateway.RelayEnd.SourceBroke;
import io.vitrine.importworker.gateway.RelayEnd.TooLarge;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Passes the body of a source on to store-gateway, as fast as the slower of the two, holding no more than the buffers of two sockets.
 * Everything happens on the source's context, so there are no races. A relay that does not end with a whole body breaks the gateway's
 * request off, so that the gateway can never take half a body for a whole one.
 */
final class Relay {
    /** A gateway that does not say {@code 100 Continue} gets the bytes all the same. */
    private static final Duration CONTINUE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Source source;
    private final HttpClientResponse from;
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
        this.from = source.response();
        this.to = to;
        this.maxBytes = maxBytes;
        this.pace = new Pace(source.limits(), source.deadline());
    }

    /** Starts passing on, once. */
    CompletableFuture<RelayEnd> start() {
        source.context().runOnContext(now -> {
            from.handler(this::pass).endHandler(this::passed).exceptionHandler(e -> sourceBroke());
            to.response().onSuccess(this::answered).onFailure(e -> finish(new GatewayBroke(e.toString())));
            to.drainHandler(drained -> goOn());
            to.continueHandler(granted -> begin());
            to.sendHead();
            vertx.setTimer(CONTINUE.toMillis(), waited -> begin());
            timer = vertx.setPeriodic(pace.tick().toMillis(), tick -> watch());
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

    private void pass(Buffer buffer) {
        if (end.isDone()) {
            return;
        }
        bytes += buffer.length();
        pace.received(buffer.length());
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

    private void passed(Void none) {
        long announced = source.length().orElse(bytes);
        if (bytes != announced) {
            finish(new SourceBroke(
                    "Fetching the source failed: it announced %d bytes and sent %d.".formatted(announced, bytes)));
            return;
        }
        whole = true;
        pace.waiting();
        if (!end.isDone()) {
            to.end();
        }
    }

    private void sourceBroke() {
        if (!whole) {
            finish(new SourceBroke("Fetching the source failed: the connection broke in the middle."));
        }
    }

    private void answered(HttpClientResponse answer) {
        answer.body()
                .onSuccess(body -> finish(new Answered(answer.statusCode(), body, bytes)))
                .onFailure(e -> finish(new GatewayBroke(e.toString())));
    }

    private void watch() {
        switch (pace.judge(whole)) {
            case FINE -> {}
            case IDLE -> finish(new SourceBroke("Fetching the source failed: it stopped sending."));
            case SLOW -> finish(new SourceBroke("Fetching the source failed: it sends too slowly."));
            case OVERDUE -> finish(new SourceBroke("Fetching the source failed: it takes too long."));
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
        source.close();
    }
}
