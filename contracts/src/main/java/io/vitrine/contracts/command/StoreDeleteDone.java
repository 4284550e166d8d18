package io.vitrine.contracts.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code store.delete.done.v1}: how one attempt of a {@link StoreDelete} ended.
 *
 * @param reason for people, null when the bytes are gone; names no host, path or credential
 * @param retryAfterSeconds when the store said when to come back
 */
@WireRecord
public record StoreDeleteDone(
        UUID imageId,
        long locationId,
        String store,
        long generation,
        Outcome outcome,
        @Nullable String reason,
        @Nullable Long retryAfterSeconds) {
    /** The bytes are gone (or were never there), will never be removable this way, or may be tried again. */
    public enum Outcome {
        @JsonProperty("gone")
        GONE,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("try_later")
        TRY_LATER
    }
}
