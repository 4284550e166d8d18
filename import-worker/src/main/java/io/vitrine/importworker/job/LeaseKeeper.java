package io.vitrine.importworker.job;

import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.importworker.log.LogKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of all running jobs in one call, and stops those that are lost: that is how deletes and cancels arrive. */
final class LeaseKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /** How often to look whether a renewal is due. */
    static final Duration TICK = Duration.ofMillis(500);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RunningJobs running;
    private final JobClient client;
    private final LongSupplier nanos;
    private long renewedAt;

    LeaseKeeper(RunningJobs running, JobClient client, LongSupplier nanos) {
        this.running = running;
        this.client = client;
        this.nanos = nanos;
        this.renewedAt = nanos.getAsLong();
    }

    /** Renews after a third of the shortest lease, and at the latest after ten seconds: two renewals may be lost. */
    void tick() throws InterruptedException {
        Duration due = running.shortestLease().map(lease -> lease.dividedBy(3)).orElse(LONGEST);
        long now = nanos.getAsLong();
        if (now - renewedAt >= Math.min(due.toNanos(), LONGEST.toNanos())) {
            renewedAt = now;
            renew();
        }
    }

    /**
     * Once. When image-api cannot be asked, the jobs go on: only it can say that they are lost, and the fence refuses them if they are.
     */
    void renew() throws InterruptedException {
        List<LeaseRef> leases = running.leases();
        if (leases.isEmpty()) {
            return;
        }
        try {
            client.renew(leases).forEach(running::lost);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue(LogKeys.CAUSE, e.toString()).log("The leases could not be renewed");
        }
    }
}
