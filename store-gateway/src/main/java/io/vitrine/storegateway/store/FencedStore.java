package io.vitrine.storegateway.store;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Enters every write of a store into {@link ActiveWrites} for as long as it is open, and ends a write whose name is to be removed with the
 * next byte it brings.
 */
final class FencedStore implements BlobStore {
    private final String id;
    private final BlobStore store;
    private final ActiveWrites writes;

    FencedStore(String id, BlobStore store, ActiveWrites writes) {
        this.id = id;
        this.store = store;
        this.writes = writes;
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        ActiveWrites.Write write = writes.register(id, objectName);
        try {
            return new FencedUpload(store.begin(objectName, size), write);
        } catch (RuntimeException | Error e) {
            write.close();
            throw e;
        }
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        return store.size(location);
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        return store.open(location, offset, length);
    }

    @Override
    public void delete(String objectName) {
        store.delete(objectName);
    }

    @Override
    public BlobListing list(@Nullable String cursor, int limit) {
        return store.list(cursor, limit);
    }

    @Override
    public BlobLocation locate(String objectName) {
        return store.locate(objectName);
    }

    @Override
    public int claims(URI url) {
        return store.claims(url);
    }

    @Override
    public OptionalLong freeBytes() {
        return store.freeBytes();
    }

    @Override
    public void check() {
        store.check();
    }

    private record FencedUpload(BlobUpload upload, ActiveWrites.Write write) implements BlobUpload {
        @Override
        public void write(ByteBuffer bytes) {
            requireWanted();
            upload.write(bytes);
        }

        @Override
        public BlobLocation commit() {
            requireWanted();
            return upload.commit();
        }

        @Override
        public void close() {
            try (write) {
                upload.close();
            }
        }

        private void requireWanted() {
            if (write.cancelled()) {
                throw new StoreException(
                        StoreException.Kind.REFUSED, "The image was deleted while its bytes were on their way.", null);
            }
        }
    }
}
