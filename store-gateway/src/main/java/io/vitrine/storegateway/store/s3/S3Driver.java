package io.vitrine.storegateway.store.s3;

import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.StoreDriver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes stores of type {@code s3}. */
@Singleton
public final class S3Driver implements StoreDriver {
    private static final int PART_MIB = PartBuffers.PART_SIZE / (1024 * 1024);

    private final PartBuffers buffers;

    @Inject
    S3Driver(PartBuffers buffers) {
        this.buffers = buffers;
    }

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public BlobStore create(String id, StoreConfig config) {
        return new S3BlobStore(S3Settings.of(id, config.s3()), buffers);
    }

    /** The names that peers show, sizes in MiB. */
    @Override
    public Map<String, Object> publicProperties(StoreConfig config) {
        return Map.of(
                "s3_store_large_object_size",
                PART_MIB,
                "s3_store_large_object_chunk_size",
                PART_MIB,
                "s3_store_thread_pools",
                1);
    }
}
