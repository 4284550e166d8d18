package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.importworker.convert.Converter;
import io.vitrine.importworker.step.JobNews;
import java.time.Duration;

/** Passes on how far a job is: every two seconds, and the beginning of each phase. For one thread. */
final class Progress implements Converter.Progress {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ImportJob job;
    private final JobNews news;
    private String phase = "";
    private long toldAt;

    Progress(ImportJob job, JobNews news) {
        this.job = job;
        this.news = news;
    }

    @Override
    public void tell(JobProgress progress) throws InterruptedException {
        long now = System.nanoTime();
        if (progress.phase().equals(phase) && now - toldAt < PAUSE.toNanos()) {
            return;
        }
        phase = progress.phase();
        toldAt = now;
        news.progress(job, progress);
    }
}
