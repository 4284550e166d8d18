package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.storegateway.blob.Block;
import io.vitrine.storegateway.blob.BlockPool;
import io.vitrine.storegateway.problem.ProblemType;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request's body from its event loop into blocks, and nothing else: no hashing, no waiting. Without a free block, or beyond the
 * bytes that were granted, the socket is paused. Everything here runs on the request's event loop, and it ends once: complete or broken.
 */
final class Intake implements Body {
    private static final long LOOK_MILLIS = 1_000;

    private final HttpServerRequest request;
    private final boolean keeps;
    private final Passage passage;
    private final BlockPool.Share share;
    private final @Nullable Long expected;
    private final SenderWatch watch;
    private final long timer;
    private long granted;
    private long received;
    private @Nullable Block block;
    private @Nullable Buffer rest;
    private int restFrom;
    private boolean paused;
    private boolean ended;
    private boolean over;

    /** @param keeps whether a sender that leaves has sent a body that counts as far as it came */
    Intake(HttpServerRequest request, Passage passage, boolean keeps) {
        this.keeps = keeps;
        this.request = request;
        this.passage = passage;
        this.expected = passage.expectedBytes();
        this.granted = passage.grantedBytes();
        Context context = passage.context();
        this.share = passage.lane()
                .blocks()
                .share(
                        lent -> context.runOnContext(on -> delivered(lent)),
                        () -> context.runOnContext(on -> surrender()));
        Duration idle = passage.idleTimeout();
        this.watch = new SenderWatch(idle, System.nanoTime());
        this.timer = context.owner().setPeriodic(Math.min(LOOK_MILLIS, idle.toMillis()), t -> look());
    }

    @Override
    public void start() {
        request.handler(this::data);
        request.endHandler(end -> end());
        request.exceptionHandler(gone -> clientGone());
        request.resume();
    }

    @Override
    public void fail(Throwable why) {
        if (over) {
            return;
        }
        Failure failure = Failure.of(why);
        if (keeps && received > 0 && !ended && failure.isAnEarlyEnd()) {
            end();
            return;
        }
        stop();
        passage.broken().accept(failure);
    }

    // Blocks it still has go back. What is left of the body stays unread.
    private void stop() {
        over = true;
        passage.context().owner().cancelTimer(timer);
        share.leave();
        rest = null;
        if (block != null) {
            block.discard();
            block = null;
        }
        if (!request.isEnded()) {
            request.handler(ignored -> {});
            request.pause();
        }
    }

    // Called twice after a reset, and once more when the sender leaves without waiting for the answer.
    private void clientGone() {
        if (!ended) {
            fail(Failure.clientGone());
        }
    }

    private void data(Buffer buffer) {
        if (over || ended) {
            return;
        }
        received += buffer.length();
        watch.received(buffer.length());
        if (expected != null && received > expected) {
            fail(wrongSize());
            return;
        }
        rest = buffer;
        restFrom = 0;
        pour();
    }

    private void end() {
        ended = true;
        pour();
    }

    private void pour() {
        while (rest != null && !over) {
            if (received > granted) {
                pause();
                more();
                return;
            }
            if (block == null) {
                block = share.take();
                if (block == null) {
                    pause();
                    return;
                }
            }
            copy(rest, block);
        }
        if (over) {
            return;
        }
        if (ended) {
            finish();
        } else if (paused) {
            paused = false;
            request.resume();
        }
    }

    @SuppressWarnings("deprecation") // The only way from a Buffer into our memory without an array in between.
    private void copy(Buffer from, Block to) {
        ByteBuffer memory = to.memory();
        int bytes = Math.min(from.length() - restFrom, memory.remaining());
        int limit = memory.limit();
        memory.limit(memory.position() + bytes);
        from.getByteBuf().getBytes(restFrom, memory);
        memory.limit(limit);
        restFrom += bytes;
        if (restFrom == from.length()) {
            rest = null;
        }
        if (!memory.hasRemaining()) {
            handOver(to);
        }
    }

    private void more() {
        passage.extend()
                .apply(received)
                .onSuccess(total -> {
                    granted = total;
                    pour();
                })
                .onFailure(this::fail);
    }

    private void handOver(Block full) {
        block = null;
        share.filled();
        passage.pipeline().accept(full);
    }

    private void finish() {
        if (expected != null && received != expected) {
            fail(wrongSize());
            return;
        }
        Block last = block;
        if (last != null) {
            handOver(last);
        }
        stop();
        passage.complete().run();
    }

    private void delivered(Block lent) {
        if (over) {
            lent.discard();
        } else {
            block = lent;
            pour();
        }
    }

    private void surrender() {
        Block filling = block;
        if (filling != null && filling.memory().position() > 0) {
            handOver(filling);
        }
    }

    private void pause() {
        if (!paused && !ended) {
            paused = true;
            request.pause();
        }
    }

    private void look() {
        watch.look(System.nanoTime(), !paused).ifPresent(slow -> fail(Failure.tooSlow(slow)));
    }

    private Failure wrongSize() {
        return new Failure(
                ProblemType.BAD_REQUEST.with("%s bytes were announced, and the data has %s."
                        .formatted(expected, expected != null && received > expected ? "more" : received)),
                "wrong_size");
    }
}
