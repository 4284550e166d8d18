package io.vitrine.storegateway.store.s3;

import java.io.IOException;
import okio.BufferedSink;

/** Bytes that can be sent, more than once if need be. */
interface Outgoing {
    long length();

    void writeTo(BufferedSink sink) throws IOException;

    /** In hex. */
    String sha256() throws IOException;
}
