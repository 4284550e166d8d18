package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker is done with its job. {@code POST /internal/v1/jobs/{task}/finish}; idempotent. 409 ({@code stale}): somebody else holds the job.
 *
 * @param failure null: the stores have the bytes, or as many of them as the import insists on
 * @param missed stores that failed, each with its reason; null when none did or no store was to blame
 */
@WireRecord
public record FinishJob(
        String holder,
        long generation,
        @Nullable JobFailure failure,
        @Nullable List<JobFailure> missed) {
    /** No store failed, or none was to blame. */
    public FinishJob(String holder, long generation, @Nullable JobFailure failure) {
        this(holder, generation, failure, null);
    }

    /**
     * Why the job did not work.
     *
     * @param code stable word such as {@code fetch_failed}, {@code fetch_denied}, {@code too_large}, {@code format_refused}, {@code store_failed}
     * @param message one sentence for the user: phase, store and cause
     * @param store the store that failed, null when it was not a store
     * @param retriable true: run it again, while attempts are left
     */
    @WireRecord
    public record JobFailure(
            String code, String message, @Nullable String store, boolean retriable) {}
}
