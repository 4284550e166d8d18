package io.vitrine.importworker.job;

/** What came of reporting the end of a job. */
sealed interface FinishOutcome {
    /** image-api knows it, perhaps since an earlier call whose answer was lost. */
    record Known() implements FinishOutcome {}

    /** Somebody else holds the job, or nobody knows it any more. */
    record Stale() implements FinishOutcome {}

    /** image-api does not take the report and never will: the lease ends the job. */
    record Refused(int statusCode) implements FinishOutcome {}

    /** No answer, or not now: say it again. */
    record Unavailable(String cause) implements FinishOutcome {}
}
