package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.ImageConverted;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;

/** Tells image-api about a job while it runs. May be repeated; blocks its thread. */
public interface JobNews {
    /** What came of it. */
    sealed interface Outcome {
        record Known() implements Outcome {}

        record Stale() implements Outcome {}

        /** An image here must not be like that; the sentence is for the user. */
        record Refused(String sentence) implements Outcome {}

        record Unavailable() implements Outcome {}
    }

    /** What the image of a glance-download is. */
    Outcome describe(ImportJob job, DescribeImage image) throws InterruptedException;

    /** What the image is from now on. */
    Outcome converted(ImportJob job, ImageConverted image) throws InterruptedException;

    /** How far the job is. Best effort, said once: the next one comes soon. */
    void progress(ImportJob job, JobProgress progress) throws InterruptedException;
}
