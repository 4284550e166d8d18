package io.vitrine.importworker.job;

import io.vitrine.contracts.internal.LeaseRef;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs of this process and the threads they run on. Safe for use from any thread. */
final class RunningJobs {
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    /** Registers the calling thread. */
    Running begin(LeaseRef lease, Duration length) {
        Running job = new Running(lease, length, Thread.currentThread());
        running.add(job);
        return job;
    }

    List<LeaseRef> leases() {
        return running.stream().map(job -> job.lease).toList();
    }

    /** The shortest of the leases; empty when there are none. */
    Optional<Duration> shortestLease() {
        return running.stream().map(job -> job.length).min(Comparator.naturalOrder());
    }

    /** Stops a job that is no longer ours. Should the same task run here twice, the older one is meant: the newer holds the lease. */
    void lost(UUID task) {
        running.stream()
                .filter(job -> job.lease.id().equals(task))
                .min(Comparator.comparingLong(job -> job.lease.generation()))
                .ifPresent(Running::stop);
    }

    void stopAll() {
        running.forEach(Running::stop);
    }

    /** One job while it runs. */
    final class Running implements AutoCloseable {
        private final LeaseRef lease;
        private final Duration length;
        private final Thread thread;
        private boolean over;

        private Running(LeaseRef lease, Duration length, Thread thread) {
            this.lease = lease;
            this.length = length;
            this.thread = thread;
        }

        /** Interrupts this job, and never the next one on the same thread. */
        private synchronized void stop() {
            if (!over) {
                thread.interrupt();
            }
        }

        @Override
        public synchronized void close() {
            over = true;
            running.remove(this);
            // An interrupt that came too late was meant for this job.
            Thread.interrupted();
        }
    }
}
