package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientResponse;
import java.util.OptionalLong;

/**
 * A source that has answered; its body is paused. All further work on it happens on its context.
 *
 * @param length bytes announced, empty when the source did not say
 * @param deadline {@link System#nanoTime} at which the whole import must be over
 */
public record Source(
        Context context, HttpClientResponse response, OptionalLong length, FetchLimits limits, long deadline)
        implements AutoCloseable {
    /** Drops the connection, in whatever state it is. Safe from any thread, more than once, and after the body was read. */
    @Override
    public void close() {
        context.runOnContext(now -> response.request().reset());
    }
}
