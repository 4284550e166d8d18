package io.vitrine.imageapi.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes this process's relay when a transaction that wrote messages has committed. A relay in another process finds them by polling: a
 * database-wide notification would make all commits wait for one another.
 */
@ApplicationScoped
class RelaySignal {
    private final TransactionSynchronizationRegistry transaction;
    private final Semaphore work = new Semaphore(0);

    RelaySignal(TransactionSynchronizationRegistry transaction) {
        this.transaction = transaction;
    }

    void afterCommit() {
        if (transaction.getResource(this) != null) {
            return;
        }
        transaction.putResource(this, Boolean.TRUE);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                wake();
            }
        });
    }

    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Waits until there may be work, at most so long. */
    void await(long millis) throws InterruptedException {
        if (work.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }
}
