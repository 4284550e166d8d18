package io.vitrine.storegateway.placement;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.upload.Ending;
import io.vitrine.storegateway.upload.Missed;
import io.vitrine.storegateway.upload.Opened;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker asks for: bytes into these stores. Its job's generation is its right.
 *
 * @param allOrNone whether bytes that one store did not take are wanted in none
 */
record JobCall(
        PlacementRoute route,
        HttpServerRequest request,
        String requestId,
        String task,
        List<String> stores,
        boolean allOrNone,
        long generation) {

    /** Asks for one store after the other; the first refusal is the last question when all are wanted. */
    Future<Opened> open(@Nullable Long size) {
        return open(0, size, new ArrayList<>(), new ArrayList<>());
    }

    private Future<Opened> open(int next, @Nullable Long size, List<UploadGrant> grants, List<Missed> refused) {
        if (next == stores.size() || allOrNone && !refused.isEmpty()) {
            return Future.succeededFuture(new Opened(grants, refused));
        }
        String store = stores.get(next);
        OpenPlacement open = new OpenPlacement(route.holder(), generation, store, size);
        return route.imageApi()
                .openPlacement(task, open, service())
                .onSuccess(grants::add)
                .onFailure(refusal -> refused.add(new Missed(store, problem(refusal))))
                .transform(asked -> open(next + 1, size, grants, refused));
    }

    private static Problem problem(Throwable refusal) {
        return refusal instanceof ProblemException explained
                ? explained.problem()
                : ProblemType.INTERNAL.with("The data could not be stored.");
    }

    /** Best effort: the next one comes in two seconds. */
    void progress(String phase, long bytes, @Nullable Long ofAll) {
        route.imageApi().progress(task, new JobProgress(generation, phase, bytes, ofAll), service());
    }

    Caller service() {
        return Caller.service(requestId);
    }

    void ended(Ending ending) {
        if (ending.stored().isEmpty() && stores.size() == 1) {
            failed(ending.problem());
        } else {
            route.answer(request, requestId, ending);
        }
    }

    void failed(Problem problem) {
        route.refused(request, requestId, problem);
    }
}
