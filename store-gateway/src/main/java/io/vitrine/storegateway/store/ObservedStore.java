package io.vitrine.storegateway.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** As {@link ObservedSource}, of a store that is written, too. */
final class ObservedStore extends ObservedSource implements BlobStore {
    private final BlobStore store;

    ObservedStore(String id, BlobStore store, MeterRegistry meters) {
        super(id, store, meters);
        this.store = store;
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        return new ObservedUpload(timed("begin", () -> store.begin(objectName, size)));
    }

    @Override
    public void delete(String objectName) {
        timed("delete", () -> {
            store.delete(objectName);
            return objectName;
        });
    }

    @Override
    public BlobListing list(@Nullable String cursor, int limit) {
        return timed("list", () -> store.list(cursor, limit));
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
        return timed("free", store::freeBytes);
    }

    @Override
    public void check() {
        timed("check", () -> {
            store.check();
            return store;
        });
    }

    /** Single writes are not timed: there are thousands in an upload, and the pipeline knows its own speed. */
    private final class ObservedUpload implements BlobUpload {
        private final BlobUpload upload;

        ObservedUpload(BlobUpload upload) {
            this.upload = upload;
        }

        @Override
        public void write(ByteBuffer bytes) {
            upload.write(bytes);
        }

        @Override
        public BlobLocation commit() {
            return timed("commit", upload::commit);
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
