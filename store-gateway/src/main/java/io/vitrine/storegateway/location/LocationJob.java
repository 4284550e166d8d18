package io.vitrine.storegateway.location;

import io.vertx.core.Future;
import io.vitrine.contracts.internal.GivenLocation;
import io.vitrine.contracts.internal.LocationDigests;
import io.vitrine.contracts.internal.LocationFacts;
import io.vitrine.contracts.internal.LocationFound;
import io.vitrine.contracts.internal.LocationOrder;
import io.vitrine.contracts.internal.LookAtLocation;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.store.LocationFinder.Found;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked about given locations (spec: imports, section 6). Blocks; an interrupt ends it. Errors are {@code ProblemException}s. */
@ApplicationScoped
class LocationJob {
    private static final Logger LOG = LoggerFactory.getLogger(LocationJob.class);

    private final ImageApi imageApi;
    private final LocationReader reader;

    LocationJob(ImageApi imageApi, LocationReader reader) {
        this.imageApi = imageApi;
        this.reader = reader;
    }

    /** Takes the job's location into its image, and verifies it when image-api wants that. Every step may be repeated. */
    Placement run(String task, long generation, Caller caller) throws InterruptedException {
        GivenLocation given = await(imageApi.jobLocation(task, generation, caller));
        Found found = reader.find(given.url());
        String store = found.store().id();
        long size = reader.size(found);
        LocationOrder order = await(imageApi.locationFound(task, new LocationFound(generation, store, size), caller));
        if (order.hashAlgorithm() == null) {
            return new Placement(store, size, null, null, null);
        }
        BlobDigests digests = reader.digests(found, size, order.hashAlgorithm());
        await(imageApi.locationDigests(task, reported(generation, digests), caller));
        LOG.atInfo()
                .addKeyValue("imageId", given.imageId())
                .addKeyValue("store", store)
                .addKeyValue("bytes", size)
                .log("Given location read and verified");
        return new Placement(store, size, digests.md5(), digests.hashAlgorithm(), digests.hash());
    }

    LocationFacts look(LookAtLocation wanted) throws InterruptedException {
        Found found = reader.find(wanted.url());
        long size = reader.size(found);
        String store = found.store().id();
        if (wanted.hashAlgorithm() == null) {
            return new LocationFacts(store, size, null, null, null, null);
        }
        BlobDigests digests = reader.digests(found, size, wanted.hashAlgorithm());
        return new LocationFacts(store, size, digests.md5(), digests.hashAlgorithm(), digests.hash(), digests.crc32c());
    }

    private static LocationDigests reported(long generation, BlobDigests digests) {
        return new LocationDigests(
                generation, digests.md5(), digests.hashAlgorithm(), digests.hash(), digests.crc32c());
    }

    private static <T> T await(Future<T> answer) throws InterruptedException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }
}
