package io.vitrine.storegateway.store;

import java.net.URI;
import java.util.OptionalLong;

/**
 * Somewhere bytes can be read from. All methods block and may be called from any thread, by many at once.
 *
 * <p>Errors are {@link StoreException}s, sorted where the driver caught them into the few kinds that callers tell apart.
 */
public interface BlobSource {
    /** Size of a blob in bytes; empty when it is not there. */
    OptionalLong size(BlobLocation location);

    /**
     * Opens {@code length} bytes from {@code offset}. The caller knows the blob's size and asks for nothing beyond it.
     *
     * @throws StoreException {@code NOT_FOUND} when the blob is not there
     */
    BlobContent open(BlobLocation location, long offset, long length);

    /** How many of a URL's first characters say that it is in this store; 0 when it is elsewhere. Pure: asks nobody. */
    int claims(URI url);
}
