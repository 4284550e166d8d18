package io.vitrine.importworker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.internal.ClaimJob;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.contracts.internal.RenewedLeases;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of image-api's internal API that a worker speaks. Every call is bounded in time and may be repeated. */
final class JobClient {
    private final ImageApi imageApi;
    private final ObjectMapper json;
    private final String holder;

    /** @param holder id of this process: whoever has another one after a restart is somebody else */
    JobClient(ImageApi imageApi, ObjectMapper json, String holder) {
        this.imageApi = imageApi;
        this.json = json;
        this.holder = holder;
    }

    ClaimOutcome claim() throws InterruptedException {
        try {
            ImageApi.Answer answer = imageApi.post("/internal/v1/jobs/claim", bytes(new ClaimJob(holder)));
            return switch (answer.statusCode()) {
                case 200 ->
                    new ClaimOutcome.Claimed(json.readValue(answer.body().getBytes(), ImportJob.class));
                case 204 -> new ClaimOutcome.NothingWaits();
                default -> new ClaimOutcome.Unavailable("status " + answer.statusCode());
            };
        } catch (IOException e) {
            return new ClaimOutcome.Unavailable(e.toString());
        }
    }

    /**
     * Keeps these jobs ours.
     *
     * @return the tasks that are no longer ours
     */
    List<UUID> renew(List<LeaseRef> jobs) throws IOException, InterruptedException {
        ImageApi.Answer answer =
                imageApi.post("/internal/v1/leases/renew", bytes(new RenewLeases(holder, List.of(), jobs)));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return json.readValue(answer.body().getBytes(), RenewedLeases.class).lost();
    }

    FinishOutcome finish(ImportJob job, @Nullable JobFailure failure, List<JobFailure> missed)
            throws InterruptedException {
        try {
            byte[] report = bytes(new FinishJob(holder, job.generation(), failure, missed));
            int status = imageApi.post("/internal/v1/jobs/" + job.taskId() + "/finish", report)
                    .statusCode();
            return switch (status) {
                case 200, 201, 202, 204 -> new FinishOutcome.Known();
                case 404, 409, 410 -> new FinishOutcome.Stale();
                // A token or role that is not there yet, and "slow down", pass.
                case 401, 403, 408, 429 -> new FinishOutcome.Unavailable("status " + status);
                default ->
                    status < 500
                            ? new FinishOutcome.Refused(status)
                            : new FinishOutcome.Unavailable("status " + status);
            };
        } catch (IOException e) {
            return new FinishOutcome.Unavailable(e.toString());
        }
    }

    private byte[] bytes(Object record) throws IOException {
        return json.writeValueAsBytes(record);
    }
}
