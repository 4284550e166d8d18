package io.vitrine.contracts.event;

import io.vitrine.contracts.WireRecord;

/**
 * Why something did not work, for people and for programs.
 *
 * @param code stable word in lower case with underscores
 * @param message one sentence for a user; no host, path or credential of ours
 * @param retriable whether the same request may succeed later
 */
@WireRecord
public record Failure(String code, String message, boolean retriable) {}
