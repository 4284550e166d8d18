package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import java.util.OptionalLong;

/**
 * A source that has answered. Its bytes are pulled by one thread; whoever passes them on does so on its context.
 *
 * @param length how many bytes there will be, empty when the source did not say
 * @param deadline {@link System#nanoTime} at which the whole import must be over
 */
public record Source(Context context, Bytes bytes, OptionalLong length, long deadline) implements AutoCloseable {
    /** Other bytes in its place. */
    public Source with(Bytes others, OptionalLong othersLength) {
        return new Source(context, others, othersLength, deadline);
    }

    /** Drops the connection, in whatever state it is. Safe from any thread, more than once, and after the body was read. */
    @Override
    public void close() {
        bytes.close();
    }
}
