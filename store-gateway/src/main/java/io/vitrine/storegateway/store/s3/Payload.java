package io.vitrine.storegateway.store.s3;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as the body of a request.
 *
 * <p>Said to be good for one sending only, so that the HTTP client never repeats by itself a request that the server may have carried out
 * already: whether to repeat is decided where the meaning of the request is known.
 */
final class Payload extends RequestBody {
    private final Outgoing bytes;
    private final @Nullable MediaType type;

    Payload(Outgoing bytes, @Nullable String type) {
        this.bytes = bytes;
        this.type = type == null ? null : MediaType.parse(type);
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return bytes.length();
    }

    /** Of the bytes, in hex. */
    String sha256() throws IOException {
        return bytes.sha256();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        bytes.writeTo(sink);
    }
}
