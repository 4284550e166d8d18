package io.vitrine.importworker.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.importworker.gateway.PlaceOutcome.Failed;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.gateway.PlaceOutcome.Stale;
import io.vitrine.importworker.gateway.RelayEnd.Answered;
import io.vitrine.importworker.log.LogKeys;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What store-gateway's answer to a placing means. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    PlaceOutcome judge(String store, Answered answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 200, 201 -> placed(store, answer);
            case 409, 410 -> new Stale();
            case 413 ->
                new Failed(new JobFailure("too_large", sentence(answer, "The image is too large."), store, false));
            case 415 ->
                new Failed(new JobFailure(
                        "format_refused", sentence(answer, "The image is not what it says to be."), store, false));
            // A token that was refused or a role that is not there yet is ours to mend, not the user's.
            case 401, 403, 408, 429 -> again(store, answer);
            default ->
                status < 500
                        ? new Failed(new JobFailure(
                                "store_failed", sentence(answer, "The store refused the bytes."), store, false))
                        : again(store, answer);
        };
    }

    static JobFailure notNow(String store) {
        return new JobFailure("store_failed", "Placing the bytes failed: the store is not available.", store, true);
    }

    private PlaceOutcome placed(String store, Answered answer) {
        try {
            return new Placed(json.readValue(answer.body().getBytes(), Placement.class));
        } catch (IOException e) {
            // Committed or not: the gateway alone knows, and the next attempt finds out.
            LOG.atError()
                    .addKeyValue(LogKeys.CAUSE, e.getClass().getSimpleName())
                    .log("store-gateway answers no placement");
            return new Failed(notNow(store));
        }
    }

    private PlaceOutcome again(String store, Answered answer) {
        LOG.atWarn()
                .addKeyValue(LogKeys.STORE, store)
                .addKeyValue(LogKeys.STATUS_CODE, answer.statusCode())
                .addKeyValue(
                        LogKeys.REASON,
                        problem(answer.body()).map(Problem::detail).orElse(""))
                .log("store-gateway cannot place bytes just now");
        return new Failed(notNow(store));
    }

    private String sentence(Answered answer, String otherwise) {
        return problem(answer.body()).map(Problem::detail).orElse(otherwise);
    }

    private Optional<Problem> problem(Buffer body) {
        try {
            return Optional.ofNullable(json.readValue(body.getBytes(), Problem.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
