package io.vitrine.importworker.job;

import io.vitrine.contracts.internal.ImportJob;

/** What came of asking for a job. */
sealed interface ClaimOutcome {
    record Claimed(ImportJob job) implements ClaimOutcome {}

    record NothingWaits() implements ClaimOutcome {}

    /** image-api cannot be asked just now; the next poll asks again. */
    record Unavailable(String cause) implements ClaimOutcome {}
}
