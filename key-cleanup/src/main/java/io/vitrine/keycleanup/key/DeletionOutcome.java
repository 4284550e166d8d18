package io.vitrine.keycleanup.key;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to delete a key ended. Everything but {@link TryLater} is final. */
public sealed interface DeletionOutcome {
    /** The key was there and is gone. */
    record Deleted(int statusCode) implements DeletionOutcome {}

    /** There is no such key, perhaps because an earlier attempt deleted it and its answer was lost. */
    record AlreadyGone(int statusCode) implements DeletionOutcome {}

    /** A rule of ours or of the key manager keeps the key, on purpose. */
    record Skipped(String reason, @Nullable Integer statusCode) implements DeletionOutcome {}

    /** The key manager refuses, and will refuse again until an operator changes something. */
    record Refused(String reason, int statusCode) implements DeletionOutcome {}

    /**
     * Nobody knows, or not now.
     *
     * @param after how long the key manager asked to wait; null when it did not say
     */
    record TryLater(
            String reason,
            @Nullable Integer statusCode,
            @Nullable Duration after) implements DeletionOutcome {
        public static TryLater because(String reason) {
            return new TryLater(reason, null, null);
        }
    }
}
