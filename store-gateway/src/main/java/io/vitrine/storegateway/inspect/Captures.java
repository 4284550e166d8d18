package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the pieces that somebody wants of bytes that pass once, and hands each over as soon as it is whole. */
final class Captures {
    /** No piece is longer. */
    static final int LONGEST = 1 << 20;

    private static final int FIRST_ROOM = 4096;

    private static final class Capture {
        private final long offset;
        private final int length;
        private final Consumer<ByteBuffer> then;
        private byte[] kept;
        private int have;

        Capture(long offset, int length, Consumer<ByteBuffer> then) {
            this.offset = offset;
            this.length = length;
            this.then = then;
            // Somebody who promises much and sends little costs little.
            this.kept = new byte[Math.min(length, FIRST_ROOM)];
        }

        long end() {
            return offset + length;
        }

        void keep(ByteBuffer bytes, int from, int count) {
            if (have + count > kept.length) {
                kept = Arrays.copyOf(kept, Math.min(length, Math.max(2 * kept.length, have + count)));
            }
            bytes.get(from, kept, have, count);
            have += count;
        }
    }

    private final List<Capture> open = new ArrayList<>();
    private long position;

    /** How many bytes have passed. */
    long position() {
        return position;
    }

    /** @param offset not passed yet */
    void want(long offset, int length, Consumer<ByteBuffer> then) {
        if (offset < position || length <= 0 || length > LONGEST || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("%d bytes at %d cannot be kept".formatted(length, offset));
        }
        open.add(new Capture(offset, length, then));
    }

    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !open.isEmpty()) {
            long until = position + bytes.remaining();
            for (Capture capture : open) {
                until = Math.min(until, capture.end());
            }
            pass(bytes, (int) (until - position));
        }
        position += bytes.remaining();
        bytes.position(bytes.limit());
    }

    // No capture ends before the last of these bytes.
    private void pass(ByteBuffer bytes, int count) {
        for (Capture capture : open) {
            int from = (int) Math.min(count, Math.max(0, capture.offset - position));
            if (from < count) {
                capture.keep(bytes, bytes.position() + from, count - from);
            }
        }
        bytes.position(bytes.position() + count);
        position += count;
        List<Capture> whole = new ArrayList<>();
        for (Iterator<Capture> each = open.iterator(); each.hasNext(); ) {
            Capture capture = each.next();
            if (capture.end() == position) {
                each.remove();
                whole.add(capture);
            }
        }
        whole.forEach(capture -> capture.then.accept(ByteBuffer.wrap(capture.kept)));
    }
}
