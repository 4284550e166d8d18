package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * A worker has a slot free. {@code POST /internal/v1/jobs/claim}; 204 when nothing waits.
 *
 * @param holder id of the worker process that will hold the lease
 */
@WireRecord
public record ClaimJob(String holder) {}
