package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * More bytes come than were granted. {@code POST /internal/v1/uploads/{id}/extend}; 413 when a limit is reached, 409 when the write is
 * no longer ours.
 *
 * @param bytes total that will have been written
 */
@WireRecord
public record ExtendUpload(long generation, long bytes) {}
