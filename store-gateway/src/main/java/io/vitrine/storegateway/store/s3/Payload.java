package io.vitrine.storegateway.store.s3;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of an array as the body of a request.
 *
 * <p>Said to be good for one sending only, so that the HTTP client never repeats by itself a request that the server may have carried out
 * already: whether to repeat is decided where the meaning of the request is known.
 */
final class Payload extends RequestBody {
    /** The client copies what it is given into its own segments before the first byte leaves: small bites keep those few. */
    private static final int BITE = 64 * 1024;

    private final byte[] array;
    private final int length;
    private final @Nullable MediaType type;

    Payload(byte[] array, int length, @Nullable String type) {
        this.array = array;
        this.length = length;
        this.type = type == null ? null : MediaType.parse(type);
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int at = 0; at < length; at += BITE) {
            sink.write(array, at, Math.min(BITE, length - at));
        }
    }
}
