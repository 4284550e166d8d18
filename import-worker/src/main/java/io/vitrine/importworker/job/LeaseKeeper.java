package io.vitrine.importworker.job;

import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.importworker.log.LogKeys;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of all running jobs in one call, and stops those that are lost: that is how deletes and cancels arrive. */
final class LeaseKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final RunningJobs running;
    private final JobClient client;

    LeaseKeeper(RunningJobs running, JobClient client) {
        this.running = running;
        this.client = client;
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
