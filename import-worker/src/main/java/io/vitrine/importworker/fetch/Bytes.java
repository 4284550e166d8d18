package io.vitrine.importworker.fetch;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Bytes to be pulled, once and in order, by one thread at a time. A thread that waits for them should be a virtual one. */
public interface Bytes extends AutoCloseable {
    /**
     * Waits for the next bytes.
     *
     * @return null after the last, when it is sure that they were whole
     * @throws SourceException when there will be no more; whatever came before is worthless
     */
    @Nullable
    Buffer next() throws SourceException, InterruptedException;

    /** Drops where they come from. Safe from any thread and more than once. */
    @Override
    void close();
}
