package io.vitrine.storegateway.blob;

import io.vitrine.storegateway.store.BlobContent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Reads a blob from its first byte to its last for what it adds up to. Blocks; an interrupt ends it. */
public final class BlobReading {
    /** Told after each block how many bytes that makes; may wait. */
    @FunctionalInterface
    public interface Pace {
        void after(long bytes) throws InterruptedException;
    }

    /** As fast as the bytes come. */
    public static final Pace AT_ONCE = bytes -> {};

    private static final int BLOCK = 1 << 20;

    private BlobReading() {}

    /**
     * What all of it adds up to; closes it.
     *
     * @param osHashAlgo as {@link Fingerprint#with} takes it
     * @throws IOException when it breaks off or ends early
     */
    public static Fingerprint fingerprint(BlobContent content, @Nullable String osHashAlgo, Pace pace)
            throws IOException, InterruptedException {
        Fingerprint found = Fingerprint.with(osHashAlgo);
        try (ReadableByteChannel bytes = content.channel()) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (long done = 0; done < content.length(); ) {
                block.clear();
                fill(block, bytes, content.length() - done);
                found.update(block.flip());
                done += block.limit();
                if (Thread.interrupted()) {
                    throw new InterruptedException("nobody waits for these bytes any more");
                }
                pace.after(done);
            }
        }
        return found;
    }

    /** Reads until the block is full or holds {@code atMost} bytes. */
    public static void fill(ByteBuffer block, ReadableByteChannel bytes, long atMost) throws IOException {
        block.limit((int) Math.min(block.capacity(), atMost));
        while (block.hasRemaining()) {
            if (bytes.read(block) < 0) {
                throw new EOFException("the data ended early");
            }
        }
    }
}
