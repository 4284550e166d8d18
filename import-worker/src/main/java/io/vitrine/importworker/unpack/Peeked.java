package io.vitrine.importworker.unpack;

import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.SourceException;
import org.jspecify.annotations.Nullable;

/** Bytes whose beginning was looked at and comes again. */
final class Peeked implements Bytes {
    private final Bytes source;
    private final Buffer head = Buffer.buffer();
    private boolean headIsDue;

    /** Reads at least so many bytes, unless there are fewer. */
    Peeked(Bytes source, int atLeast) throws SourceException, InterruptedException {
        this.source = source;
        Buffer more = source.next();
        while (more != null) {
            head.appendBuffer(more);
            more = head.length() < atLeast ? source.next() : null;
        }
        headIsDue = head.length() > 0;
    }

    byte[] head(int most) {
        return head.getBytes(0, Math.min(most, head.length()));
    }

    @Override
    public @Nullable Buffer next() throws SourceException, InterruptedException {
        if (headIsDue) {
            headIsDue = false;
            return head;
        }
        return source.next();
    }

    @Override
    public void close() {
        source.close();
    }
}
