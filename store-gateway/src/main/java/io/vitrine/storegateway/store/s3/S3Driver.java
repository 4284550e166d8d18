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
    private final PartSpace space;

    @Inject
    S3Driver(PartSpace space) {
        this.space = space;
    }

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public BlobStore create(String id, StoreConfig config) {
        return new S3BlobStore(S3Settings.of(id, config.s3()), space);
    }

    /** The names that peers show, sizes in MiB: what is really done, which an operator's bounds may lower. */
    @Override
    public Map<String, Object> publicProperties(StoreConfig config) {
        PartPlan plan = S3Settings.plan("", config.s3());
        return Map.of(
                "s3_store_large_object_size",
                plan.single() / PartPlan.MIB,
                "s3_store_large_object_chunk_size",
                plan.chunk() / PartPlan.MIB,
                "s3_store_thread_pools",
                plan.inFlight());
    }
}
