package io.vitrine.storegateway.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Times what is asked of a store: {@code image_store_operation_seconds} by store, operation and outcome. Changes nothing. */
final class ObservedStore implements BlobStore {
    private static final String METRIC = "image.store.operation";

    private final String id;
    private final BlobStore store;
    private final MeterRegistry meters;

    ObservedStore(String id, BlobStore store, MeterRegistry meters) {
        this.id = id;
        this.store = store;
        this.meters = meters;
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        return new ObservedUpload(timed("begin", () -> store.begin(objectName, size)));
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        return timed("size", () -> store.size(location));
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        return timed("open", () -> store.open(location, offset, length));
    }

    @Override
    public void delete(String objectName) {
        timed("delete", () -> {
            store.delete(objectName);
            return objectName;
        });
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
            return id;
        });
    }

    private <T> T timed(String op, Supplier<T> work) {
        Timer.Sample started = Timer.start(meters);
        String outcome = "error";
        try {
            T result = work.get();
            outcome = "ok";
            return result;
        } catch (StoreException e) {
            outcome = e.kind().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            started.stop(Timer.builder(METRIC)
                    .description("What stores were asked to do, and how it ended")
                    .tags("store", id, "op", op, "outcome", outcome)
                    .register(meters));
        }
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
