package io.vitrine.imageapi.importing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Row of {@code tasks}, as far as running it goes.
 *
 * @param generation fence of its current run, null before the first
 */
record Task(
        UUID id,
        UUID imageId,
        TaskStatus status,
        @Nullable String holder,
        @Nullable Long generation,
        int attempts,
        @Nullable String requestId,
        TaskInput input) {
    boolean isRun(long run) {
        return generation != null && generation == run;
    }
}
