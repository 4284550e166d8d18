package io.vitrine.contracts.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code key.delete.done.v1}: how one attempt of a {@link KeyDelete} ended.
 *
 * @param reason machine-readable word such as {@code forbidden}, {@code in-use}, {@code no-manager}, {@code unavailable}; null on success
 * @param statusCode HTTP status of the key manager, null when it gave none
 * @param retryAfterSeconds when the key manager said when to come back
 */
@WireRecord
public record KeyDeleteDone(
        UUID imageId,
        UUID keyId,
        Outcome outcome,
        @Nullable String reason,
        @Nullable Integer statusCode,
        @Nullable Long retryAfterSeconds,
        long durationMillis) {
    /** Everything but {@link #TRY_LATER} is final. */
    public enum Outcome {
        @JsonProperty("deleted")
        DELETED,
        @JsonProperty("already_gone")
        ALREADY_GONE,
        @JsonProperty("skipped")
        SKIPPED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("try_later")
        TRY_LATER
    }
}
