package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of bytes in a store has found.
 *
 * @param reason what differs ({@code size}, {@code crc32c}, {@code checksum}, {@code os_hash}), or why the bytes could not be read
 */
@WireRecord
public record BlobVerdict(Outcome outcome, @Nullable String reason) {
    /** {@code UNREADABLE} says nothing about the bytes: the store did not give them just now. */
    public enum Outcome {
        GOOD,
        DIFFERENT,
        MISSING,
        UNREADABLE
    }
}
