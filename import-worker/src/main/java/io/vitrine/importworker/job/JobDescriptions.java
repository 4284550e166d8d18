package io.vitrine.importworker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.log.LogKeys;
import io.vitrine.importworker.remote.Describing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says to image-api what the image of a glance-download is; a few times, when it cannot be asked at once. */
@ApplicationScoped
class JobDescriptions implements Describing {
    private static final Logger LOG = LoggerFactory.getLogger(JobDescriptions.class);
    private static final int TIMES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ImageApi imageApi;
    private final ObjectMapper json;

    @Inject
    JobDescriptions(Vertx vertx, ImageApiConfig config, ServiceToken token, ObjectMapper json) {
        this(new ImageApi(vertx, config, token), json);
    }

    JobDescriptions(ImageApi imageApi, ObjectMapper json) {
        this.imageApi = imageApi;
        this.json = json;
    }

    @Override
    public Outcome describe(ImportJob job, DescribeImage image) throws InterruptedException {
        Duration pause = PAUSE;
        Outcome outcome = once(job, image);
        for (int said = 1; said < TIMES && outcome instanceof Outcome.Unavailable; said++) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
            outcome = once(job, image);
        }
        return outcome;
    }

    private Outcome once(ImportJob job, DescribeImage image) throws InterruptedException {
        try {
            ImageApi.Answer answer =
                    imageApi.post("/internal/v1/jobs/" + job.taskId() + "/description", json.writeValueAsBytes(image));
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
                .log("image-api cannot be told what an image is just now");
        return new Describing.Outcome.Unavailable();
    }
}
