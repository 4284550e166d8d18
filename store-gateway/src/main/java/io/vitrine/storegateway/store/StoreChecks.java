package io.vitrine.storegateway.store;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every store whether it can be used: at start, where a slow one is not waited for longer than a moment, and every 30 s. Says so in
 * the log when the answer changes, not each time.
 */
@Singleton
public final class StoreChecks {
    private static final Logger LOG = LoggerFactory.getLogger(StoreChecks.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(2);

    private final StoreRegistry registry;

    @Inject
    StoreChecks(StoreRegistry registry) {
        this.registry = registry;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent started)
            throws InterruptedException {
        List<Store> stores = List.copyOf(registry.withReserved());
        CountDownLatch answered = new CountDownLatch(stores.size());
        for (Store store : stores) {
            Thread.ofVirtual().name("first-check-" + store.id()).start(() -> {
                check(store, true);
                answered.countDown();
            });
        }
        boolean all = answered.await(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!all) {
            LOG.atWarn().log("A store is slow to answer; the service starts without waiting for it");
        }
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void again() {
        for (Store store : registry.withReserved()) {
            check(store, false);
        }
    }

    private static void check(Store store, boolean first) {
        boolean before = store.usable();
        try {
            store.check();
            store.usable(true);
            if (!before) {
                LOG.atInfo().addKeyValue("store", store.id()).log("Store is usable");
            }
        } catch (StoreException e) {
            store.usable(false);
            if (before || first) {
                LOG.atWarn()
                        .addKeyValue("store", store.id())
                        .addKeyValue("kind", e.kind())
                        .addKeyValue("reason", e.getMessage())
                        .log("Store is not usable; it is asked again every 30 s");
            }
        }
    }
}
