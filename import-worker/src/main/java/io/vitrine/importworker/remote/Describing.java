package io.vitrine.importworker.remote;

import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.ImportJob;

/** Tells image-api what the image of a job is. May be repeated; blocks its thread. */
public interface Describing {
    /** What came of it. */
    sealed interface Outcome {
        record Known() implements Outcome {}

        record Stale() implements Outcome {}

        /** An image here must not be like that; the sentence is for the user. */
        record Refused(String sentence) implements Outcome {}

        record Unavailable() implements Outcome {}
    }

    Outcome describe(ImportJob job, DescribeImage image) throws InterruptedException;
}
