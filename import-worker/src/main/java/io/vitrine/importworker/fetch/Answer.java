package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One answer: its head, and its body on the way from the event loop to the thread that reads it. Holds little: while more than that
 * waits, the socket is not read.
 */
public final class Answer implements AutoCloseable {
    private static final int ENOUGH = 512 * 1024;

    /** What the connection has to say. */
    public sealed interface Signal {
        record Some(Buffer bytes) implements Signal {}

        /** The answer is whole, as far as HTTP can tell. */
        record End() implements Signal {}

        record Broken() implements Signal {}
    }

    private final Context context;
    private final HttpClientResponse head;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    /** Both on the context alone. */
    private int waiting;

    private boolean paused;

    /** To be made in the turn in which the head arrives: later, bytes or their breaking off could be missed. */
    public Answer(Context context, HttpClientResponse head) {
        this.context = context;
        this.head = head;
        head.handler(this::arrived)
                .endHandler(end -> signals.add(new Signal.End()))
                .exceptionHandler(e -> signals.add(new Signal.Broken()));
    }

    int statusCode() {
        return head.statusCode();
    }

    @Nullable
    String header(String name) {
        return head.getHeader(name);
    }

    /** Waits for what comes next; null when nothing came in time. */
    public @Nullable Signal poll(Duration patience) throws InterruptedException {
        Signal signal = signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (signal instanceof Signal.Some(Buffer bytes)) {
            context.runOnContext(now -> taken(bytes.length()));
        }
        return signal;
    }

    /** What came behind the body, once it is whole. */
    public @Nullable String trailer(String name) {
        return head.getTrailer(name);
    }

    private void arrived(Buffer bytes) {
        signals.add(new Signal.Some(bytes));
        waiting += bytes.length();
        if (waiting > ENOUGH) {
            paused = true;
            head.pause();
        }
    }

    private void taken(int bytes) {
        waiting -= bytes;
        if (paused && waiting <= ENOUGH / 2) {
            paused = false;
            head.resume();
        }
    }

    @Override
    public void close() {
        context.runOnContext(now -> head.request().reset());
    }
}
