package io.vitrine.storegateway.upload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vitrine.storegateway.blob.Lanes;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.inspect.Inspections;
import io.vitrine.storegateway.lease.Leases;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All transfers into stores. When the process stops, those that did not finish in time are ended in good order: bytes discarded, image-api told. */
@ApplicationScoped
public class Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
    private static final long LAST_WORDS_SECONDS = 5;

    private final Set<Transfer> active = ConcurrentHashMap.newKeySet();
    private final Transfer.Surroundings surroundings;

    Transfers(
            Vertx vertx,
            ImageApi imageApi,
            Leases leases,
            StoreRegistry stores,
            Lanes lanes,
            Inspections inspections,
            UploadConfig config,
            MeterRegistry meters) {
        this.surroundings = new Transfer.Surroundings(
                vertx,
                imageApi,
                leases,
                stores,
                lanes,
                inspections,
                config.idleTimeout(),
                config.storeStall(),
                new TransferLog(meters));
        Gauge.builder("image.active.streams", active, Set::size)
                .description("Bodies on their way just now")
                .tag("kind", "upload")
                .register(meters);
    }

    /** Moves the body of a paused request into a store. Called on the request's event loop. */
    public void begin(Sender sender) {
        Transfer transfer = new Transfer(surroundings, sender);
        active.add(transfer);
        transfer.ended().whenComplete((done, failure) -> active.remove(transfer));
        transfer.begin();
    }

    void stop(@Observes ShutdownEvent event) {
        CompletableFuture<?>[] ends = active.stream()
                .map(transfer -> {
                    transfer.cancel(Failure.shutdown());
                    return transfer.ended();
                })
                .toArray(CompletableFuture<?>[]::new);
        if (ends.length == 0) {
            return;
        }
        CompletableFuture.allOf(ends)
                .orTimeout(LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                .handle((done, late) -> {
                    LOG.atInfo()
                            .addKeyValue("transfers", ends.length)
                            .addKeyValue("inTime", late == null)
                            .log("Transfers ended because the service stops");
                    return null;
                })
                .join();
    }
}
