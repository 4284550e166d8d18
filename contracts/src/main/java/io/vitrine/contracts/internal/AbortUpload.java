package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * The write ends without bytes. {@code POST /internal/v1/uploads/{id}/abort}; idempotent: the image is back in {@code queued} and the
 * location goes the way of every delete.
 *
 * @param reason for the log and the event: {@code client_gone}, {@code too_large}, {@code format_refused}, {@code store_full}, …
 */
@WireRecord
public record AbortUpload(long generation, String reason) {}
