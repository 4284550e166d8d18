package io.vitrine.storegateway.placement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Placements;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.badcopy.BadCopies;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.lease.Holder;
import io.vitrine.storegateway.problem.InternalAnswer;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.RequestId;
import io.vitrine.storegateway.store.StoreRegistry;
import io.vitrine.storegateway.upload.Ending;
import io.vitrine.storegateway.upload.Sender;
import io.vitrine.storegateway.upload.Stored;
import io.vitrine.storegateway.upload.Transfers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.function.Function;

/**
 * On the management port, for import-worker: {@code PUT /internal/v1/jobs/{task}/stores/{store},{store}/data} brings the bytes of a job,
 * {@code POST …/copy} has those copied that are staged, or in another store. They are read once, whatever the number of stores. The answer
 * is {@link Placements}, once it is settled; a problem when there was only one store, or nothing to begin with.
 */
@ApplicationScoped
class PlacementRoute {
    private static final String STORE_PATH = "/internal/v1/jobs/:task/stores/:store";
    private static final String BODY_HANDLER_ORDER = "order=" + RouteConstants.ROUTE_ORDER_BODY_HANDLER_MANAGEMENT;
    private static final String BODY_HANDLER_MAKER = VertxHttpRecorder.class.getSimpleName();
    private static final int ORDER = -10;

    private final ImageApi imageApi;
    private final Holder holder;
    private final Transfers transfers;
    private final ServiceCallers callers;
    private final StoreRegistry stores;
    private final BadCopies badCopies;
    private final ObjectMapper json;

    PlacementRoute(
            ImageApi imageApi,
            Holder holder,
            Transfers transfers,
            ServiceCallers callers,
            StoreRegistry stores,
            BadCopies badCopies,
            ObjectMapper json) {
        this.imageApi = imageApi;
        this.holder = holder;
        this.transfers = transfers;
        this.callers = callers;
        this.stores = stores;
        this.badCopies = badCopies;
        this.json = json;
    }

    void routes(@Observes ManagementInterface management) {
        // The first handler Quarkus puts on this port keeps whole bodies in memory, up to 10 MB. Nobody here needs it,
        // images would not
        // fit, and nothing can be ordered before it.
        Route first = management.router().getRoutes().getFirst();
        if (!first.toString().contains(BODY_HANDLER_ORDER) || !first.toString().contains(BODY_HANDLER_MAKER)) {
            throw new IllegalStateException(
                    "The first route of the management port is not Quarkus' body handler, so placed images would be kept in memory: "
                            + first);
        }
        first.disable();
        management.router().put(STORE_PATH + "/data").order(ORDER).handler(routing -> handle(routing, Worker::new));
        management.router().post(STORE_PATH + "/copy").order(ORDER).handler(routing -> handle(routing, Copying::new));
    }

    private void handle(RoutingContext routing, Function<JobCall, Sender> job) {
        HttpServerRequest request = routing.request();
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        request.pause();
        callers.require(ServiceRole.IMPORT_WORKER, request.getHeader(HttpHeaders.AUTHORIZATION))
                .onSuccess(known -> place(routing, requestId, job))
                .onFailure(refusal -> InternalAnswer.send(request, requestId, ServiceCallers.problem(refusal)));
    }

    private void place(RoutingContext routing, String requestId, Function<JobCall, Sender> job) {
        HttpServerRequest request = routing.request();
        JobRight right;
        try {
            right = JobRight.of(routing);
        } catch (ProblemException e) {
            InternalAnswer.send(request, requestId, e.problem());
            return;
        }
        List<String> into = List.of(routing.pathParam("store").split(","));
        boolean allOrNone = !"false".equals(request.getHeader(Placement.ALL_STORES_HEADER));
        begin(job.apply(new JobCall(this, request, requestId, right.task(), into, allOrNone, right.generation())));
    }

    /** On the event loop of the worker's request. */
    void begin(Sender sender) {
        transfers.begin(sender);
    }

    BadCopies badCopies() {
        return badCopies;
    }

    ImageApi imageApi() {
        return imageApi;
    }

    String holder() {
        return holder.id();
    }

    StoreRegistry stores() {
        return stores;
    }

    void answer(HttpServerRequest request, String requestId, Ending ending) {
        if (request.response().closed()) {
            return;
        }
        List<Placement> placed =
                ending.stored().stream().map(PlacementRoute::placement).toList();
        List<Placements.Missed> missed = ending.missed().stream()
                .map(each -> new Placements.Missed(each.store(), each.problem()))
                .toList();
        try {
            request.response()
                    .setStatusCode(placed.isEmpty() ? 200 : 201)
                    .putHeader(RequestId.HEADER, requestId)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.writeValueAsString(new Placements(placed, missed)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("wire records can be written", e);
        }
    }

    private static Placement placement(Stored stored) {
        BlobDigests digests = stored.digests();
        return new Placement(stored.store(), digests.size(), digests.md5(), digests.hashAlgorithm(), digests.hash());
    }

    void refused(HttpServerRequest request, String requestId, Problem problem) {
        InternalAnswer.send(request, requestId, problem);
    }
}
