package io.vitrine.storegateway.store.s3;

import java.nio.ByteBuffer;

/** The bytes of one part: filled from the front by one thread, then sent. */
interface PartBytes extends Outgoing {
    /** Takes as many bytes as there is room for. */
    void fill(ByteBuffer bytes);

    boolean isFull();

    /** Nobody reads them any more. */
    void release();

    /** Not needed any more, but somebody may still be reading them. */
    void abandon();
}
