package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What store-gateway thinks of staged bytes. It comes behind them, in the trailer {@value #TRAILER} of {@code GET
 * /internal/v1/jobs/{task}/staged}, as JSON in URL-safe base64. Bytes without it are not whole and must not be looked into; so must bytes with
 * a refusal not.
 *
 * @param format what they were found to be, null when they were refused or not inspected
 * @param virtualSize bytes of the disk that they describe, null when that is not known
 * @param refusal a sentence for the user; null when they were accepted
 */
@WireRecord
public record StagedVerdict(
        @Nullable String format,
        @Nullable Long virtualSize,
        @Nullable String refusal) {
    /** Trailer of the answer. */
    public static final String TRAILER = "X-Vitrine-Verdict";

    /** Header of the answer: how many bytes will come. */
    public static final String SIZE_HEADER = "X-Vitrine-Size";
}
