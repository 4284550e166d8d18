package io.vitrine.importworker.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Placements;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.importworker.gateway.PlaceOutcome.Failed;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.gateway.PlaceOutcome.Stale;
import io.vitrine.importworker.gateway.RelayEnd.Answered;
import io.vitrine.importworker.log.LogKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What store-gateway's answer to a placing means. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    /** @param stores that the answer speaks of */
    PlaceOutcome judge(ImportJob job, List<String> stores, Answered answer) {
        int status = answer.statusCode();
        return status == 200 || status == 201
                ? placed(job, stores, answer)
                : judge(only(stores), status, problem(answer.body()).map(Problem::detail));
    }

    static JobFailure notNow(@Nullable String store) {
        String sentence = store == null
                ? "Placing the bytes failed: the stores are not available just now."
                : sentence(store, "It is not available just now.");
        return new JobFailure("store_failed", sentence, store, true);
    }

    /** The store that an answer without a store speaks of; null when it may be any, or none that users know. */
    static @Nullable String only(List<String> stores) {
        return stores.size() == 1 && !stores.getFirst().equals(Placement.STAGING_STORE) ? stores.getFirst() : null;
    }

    private PlaceOutcome judge(@Nullable String store, int status, Optional<String> detail) {
        return switch (status) {
            case 409, 410 -> new Stale();
            case 404 -> failed("source_gone", store, detail, "The bytes are not there.");
            case 413 -> failed("too_large", store, detail, "The image is too large.");
            case 415 -> failed("format_refused", store, detail, "The image is not what it says to be.");
            // A token that was refused or a role that is not there yet is ours to mend, not the user's.
            case 401, 403, 408, 429 -> again(store, status, detail);
            default ->
                status < 500
                        ? failed("store_failed", store, detail, "The store refused the bytes.")
                        : again(store, status, detail);
        };
    }

    private PlaceOutcome placed(ImportJob job, List<String> stores, Answered answer) {
        Placements placements;
        try {
            if (job.method().equals(ImportJob.LOCATION)) {
                return new Placed(List.of(json.readValue(answer.body().getBytes(), Placement.class)), List.of());
            }
            placements = json.readValue(answer.body().getBytes(), Placements.class);
        } catch (IOException e) {
            // Committed or not: the gateway alone knows, and the next attempt finds out.
            LOG.atError()
                    .addKeyValue(LogKeys.CAUSE, e.getClass().getSimpleName())
                    .log("store-gateway answers no placements");
            return new Failed(notNow(only(stores)));
        }
        List<JobFailure> missed = new ArrayList<>();
        for (Placements.Missed each : placements.missed()) {
            Problem problem = each.problem();
            switch (judge(each.store(), problem.status(), Optional.ofNullable(problem.detail()))) {
                case Failed(JobFailure failure) -> missed.add(failure);
                case Stale stale -> {
                    return stale;
                }
                case Placed impossible -> throw new IllegalStateException("a problem is no placement");
            }
        }
        return new Placed(placements.placed(), missed);
    }

    private static PlaceOutcome failed(String code, @Nullable String store, Optional<String> detail, String otherwise) {
        return new Failed(new JobFailure(code, sentence(store, detail.orElse(otherwise)), store, false));
    }

    private static PlaceOutcome again(@Nullable String store, int status, Optional<String> detail) {
        LOG.atWarn()
                .addKeyValue(LogKeys.STORE, String.valueOf(store))
                .addKeyValue(LogKeys.STATUS_CODE, status)
                .addKeyValue(LogKeys.REASON, detail.orElse(""))
                .log("store-gateway cannot place bytes just now");
        return new Failed(notNow(store));
    }

    /** Phase, store and cause, for the user. */
    private static String sentence(@Nullable String store, String cause) {
        return store == null ? cause : "Placing the bytes into store %s failed: %s".formatted(store, cause);
    }

    private Optional<Problem> problem(Buffer body) {
        try {
            return Optional.ofNullable(json.readValue(body.getBytes(), Problem.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
