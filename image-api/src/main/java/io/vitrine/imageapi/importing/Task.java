package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.problem.ProblemException;
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

    /** Whether it copies an image that is active already. */
    boolean copies() {
        return input.importReq().method().name().equals(ImportMethods.COPY_IMAGE);
    }

    /** @throws ProblemException 409 ({@code stale}) unless this run still holds its job and its image */
    void requireRunning(long run, ImageRow image) {
        if (status != TaskStatus.PROCESSING || !isRun(run) || image.deletedAt != null || !id.equals(image.importTask)) {
            throw stale();
        }
    }

    static ProblemException stale() {
        return ProblemException.stale("Task was aborted externally.");
    }
}
