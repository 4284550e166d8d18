package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.ImportJob;

/** What a worker with a free slot gets. */
sealed interface ClaimOutcome {
    record Claimed(ImportJob job) implements ClaimOutcome {}

    /** The next job turned out to need no worker; look again. */
    record Settled() implements ClaimOutcome {}

    record NothingWaits() implements ClaimOutcome {}
}
