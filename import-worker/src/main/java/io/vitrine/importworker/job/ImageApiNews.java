package io.vitrine.importworker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.ImageConverted;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.log.LogKeys;
import io.vitrine.importworker.step.JobNews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells image-api about a job; what matters is said a few times, when it cannot be asked at once. */
@ApplicationScoped
class ImageApiNews implements JobNews {
    private static final Logger LOG = LoggerFactory.getLogger(ImageApiNews.class);
    private static final int TIMES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ImageApi imageApi;
    private final ObjectMapper json;

    @Inject
    ImageApiNews(Vertx vertx, ImageApiConfig config, ServiceToken token, ObjectMapper json) {
        this(new ImageApi(vertx, config, token), json);
    }

    ImageApiNews(ImageApi imageApi, ObjectMapper json) {
        this.imageApi = imageApi;
        this.json = json;
    }

    @Override
    public Outcome describe(ImportJob job, DescribeImage image) throws InterruptedException {
        return say(job, "/description", image);
    }

    @Override
    public Outcome converted(ImportJob job, ImageConverted image) throws InterruptedException {
        return say(job, "/converted", image);
    }

    @Override
    public void progress(ImportJob job, JobProgress progress) throws InterruptedException {
        once(job, "/progress", progress);
    }

    private Outcome say(ImportJob job, String what, Object news) throws InterruptedException {
        Duration pause = PAUSE;
        Outcome outcome = once(job, what, news);
        for (int said = 1; said < TIMES && outcome instanceof Outcome.Unavailable; said++) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
            outcome = once(job, what, news);
        }
        return outcome;
    }

    private Outcome once(ImportJob job, String what, Object news) throws InterruptedException {
        try {
            ImageApi.Answer answer =
                    imageApi.post("/internal/v1/jobs/" + job.taskId() + what, json.writeValueAsBytes(news));
            return switch (answer.statusCode()) {
                case 200, 204 -> new Outcome.Known();
                case 409, 410 -> new Outcome.Stale();
                case 400, 413, 422 ->
                    new Outcome.Refused(json.readValue(answer.body().getBytes(), Problem.class)
                            .detail());
                default -> unavailable(job, "status " + answer.statusCode());
            };
        } catch (IOException e) {
            return unavailable(job, e.toString());
        }
    }

    private static Outcome unavailable(ImportJob job, String cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TASK_ID, job.taskId())
                .addKeyValue(LogKeys.CAUSE, cause)
                .log("image-api cannot be told about a job just now");
        return new JobNews.Outcome.Unavailable();
    }
}
