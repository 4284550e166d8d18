package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is. {@code POST /internal/v1/jobs/{task}/progress}, every two seconds while bytes flow, by whoever moves them. Best effort.
 *
 * @param generation the job's, from its claim: the fence
 * @param phase stable word, such as {@value #DOWNLOADING}
 * @param bytesTotal null when unknown
 */
@WireRecord
public record JobProgress(
        long generation,
        String phase,
        long bytesDone,
        @Nullable Long bytesTotal) {
    /** Bytes come from outside, straight into the stores. */
    public static final String DOWNLOADING = "downloading";
    /** Bytes go from one place of the system into others. */
    public static final String COPYING = "copying";

    /** Bytes become those of another format, on the worker's disk. They are counted as those of the disk that they describe. */
    public static final String CONVERTING = "converting";
}
