package io.vitrine.storegateway.placement;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.inspect.Inspections;
import io.vitrine.storegateway.problem.InternalAnswer;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.RequestId;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * On the management port, for import-worker: {@code GET /internal/v1/jobs/{task}/staged} sends the staged bytes of a job whose plugins work on
 * them, and behind them what they were found to be. A worker that hangs up ends the reading.
 */
@ApplicationScoped
class StagedRoute {
    private static final int ORDER = -10;

    private final ImageApi imageApi;
    private final ServiceCallers callers;
    private final StoreRegistry stores;
    private final Inspections inspections;
    private final ObjectMapper json;

    StagedRoute(
            ImageApi imageApi,
            ServiceCallers callers,
            StoreRegistry stores,
            Inspections inspections,
            ObjectMapper json) {
        this.imageApi = imageApi;
        this.callers = callers;
        this.stores = stores;
        this.inspections = inspections;
        this.json = json;
    }

    void routes(@Observes ManagementInterface management) {
        management.router().get("/internal/v1/jobs/:task/staged").order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        callers.require(ServiceRole.IMPORT_WORKER, request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(known -> JobRight.of(routing))
                .onFailure(refusal -> refuse(request, requestId, ServiceCallers.problem(refusal)))
                .onSuccess(right -> imageApi.staged(right.task(), right.generation(), Caller.service(requestId))
                        .onSuccess(staged -> send(request, requestId, staged))
                        .onFailure(refusal -> refuse(request, requestId, problem(refusal))));
    }

    private void send(HttpServerRequest request, String requestId, StagedSource staged) {
        var delivery = new StagedDelivery(request, requestId, staged, stores, inspections.of(staged), json);
        Thread thread = Thread.ofVirtual().name("staged").unstarted(delivery);
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                thread.interrupt();
            }
        });
        thread.start();
    }

    private static Problem problem(Throwable refusal) {
        return refusal instanceof ProblemException explained
                ? explained.problem()
                : ProblemType.INTERNAL.with("The staged data could not be looked for.");
    }

    private static void refuse(HttpServerRequest request, String requestId, Problem problem) {
        InternalAnswer.send(request, requestId, problem);
    }
}
