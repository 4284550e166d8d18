package io.vitrine.storegateway.store;

import java.nio.ByteBuffer;

/**
 * Bytes on their way into a store: {@code begin → write → commit}. Used by one thread at a time. Leaving without commit discards.
 */
public interface BlobUpload extends AutoCloseable {
    /** Writes all remaining bytes of the buffer, in order. Blocks for as long as the store needs: that is the back-pressure. */
    void write(ByteBuffer bytes);

    /**
     * Makes the blob durable and visible under its name, whole. When this returns, the bytes survive a power cut (file: fsynced, renamed,
     * directory fsynced; s3: completed). A failed fsync fails the upload and is never tried again.
     */
    BlobLocation commit();

    /** Discards what was written unless it was committed. Does not throw for leftovers that could not be removed: they are logged, and a later delete of the name removes them. */
    @Override
    void close();
}
