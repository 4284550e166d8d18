package io.vitrine.storegateway.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.BlobCheck;
import io.vitrine.contracts.internal.BlobRef;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.placement.ServiceCallers;
import io.vitrine.storegateway.problem.InternalAnswer;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.RequestId;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the management port, for image-api: {@code /internal/v1/stores/{store}/stat|remove|objects|verify}. */
@ApplicationScoped
class InventoryRoute {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryRoute.class);
    private static final String PATH = "/internal/v1/stores/:store/";
    private static final int ORDER = -10;
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final int DEFAULT_PAGE = 1_000;
    private static final int LARGEST_PAGE = 10_000;
    private static final long SIGN_OF_LIFE_MILLIS = 10_000;

    private final Vertx vertx;
    private final ServiceCallers callers;
    private final StoreRegistry stores;
    private final Inventory inventory;
    private final ObjectMapper json;

    InventoryRoute(Vertx vertx, ServiceCallers callers, StoreRegistry stores, Inventory inventory, ObjectMapper json) {
        this.vertx = vertx;
        this.callers = callers;
        this.stores = stores;
        this.inventory = inventory;
        this.json = json;
    }

    /** Work on a store for the body of a request. */
    private interface Work {
        Object on(Store store, RoutingContext routing, Buffer body) throws Exception;
    }

    void routes(@Observes ManagementInterface management) {
        add(
                management,
                HttpMethod.POST,
                "stat",
                (store, routing, body) -> inventory.stat(store, read(body, BlobRef.class)));
        add(
                management,
                HttpMethod.POST,
                "remove",
                (store, routing, body) -> inventory.remove(store, read(body, BlobRef.class)));
        add(
                management,
                HttpMethod.GET,
                "objects",
                (store, routing, body) ->
                        inventory.list(store, routing.request().getParam("cursor"), pageSize(routing)));
        management
                .router()
                .post(PATH + "verify")
                .order(ORDER)
                .handler(routing -> admitted(routing, (store, body) -> verify(routing.request(), store, body)));
    }

    private void add(ManagementInterface management, HttpMethod method, String path, Work work) {
        management
                .router()
                .route(method, PATH + path)
                .order(ORDER)
                .handler(routing -> admitted(routing, (store, body) -> {
                    Context context = vertx.getOrCreateContext();
                    Future.fromCompletionStage(started(() -> work.on(store, routing, body)), context)
                            .onSuccess(answer -> answer(routing.request(), answer))
                            .onFailure(failure -> refuse(routing.request(), failure));
                }));
    }

    private interface Admitted {
        void go(Store store, Buffer body);
    }

    private void admitted(RoutingContext routing, Admitted next) {
        HttpServerRequest request = routing.request();
        request.pause();
        callers.require(ServiceRole.IMAGE_API, request.getHeader(HttpHeaders.AUTHORIZATION))
                .onFailure(refusal -> refuse(request, ServiceCallers.problem(refusal)))
                .onSuccess(known -> {
                    Store store = stores.byId(routing.pathParam("store")).orElse(null);
                    if (store == null) {
                        refuse(request, unknownStore());
                    } else if (length(request) > LARGEST_REQUEST) {
                        refuse(request, ProblemType.TOO_LARGE.with("The request is larger than any of this call."));
                    } else {
                        request.body()
                                .onSuccess(body -> next.go(store, body))
                                .onFailure(gone -> LOG.atDebug().log("A caller hung up"));
                        request.resume();
                    }
                });
    }

    /** Answers at once and then now and then, for nobody between us and a reader of terabytes to take the silence for the end. */
    private void verify(HttpServerRequest request, Store store, Buffer body) {
        BlobCheck check;
        try {
            check = read(body, BlobCheck.class);
        } catch (ProblemException e) {
            refuse(request, e.problem());
            return;
        }
        HttpServerResponse response = request.response();
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)))
                .write(" ");
        AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
        long signs = vertx.setPeriodic(SIGN_OF_LIFE_MILLIS, tick -> response.write(" "));
        response.closeHandler(closed -> {
            Thread reading = reader.get();
            if (reading != null) {
                reading.interrupt();
            }
        });
        Context context = vertx.getOrCreateContext();
        Future.fromCompletionStage(
                        started(() -> {
                            reader.set(Thread.currentThread());
                            return new Verification(store.source(), check).verdict();
                        }),
                        context)
                .onComplete(end -> {
                    vertx.cancelTimer(signs);
                    if (end.succeeded() && !response.closed()) {
                        response.end(write(end.result()));
                    } else {
                        // The answer has begun: breaking it off is the only way left to say so.
                        request.connection().close();
                    }
                });
    }

    private static <T> CompletableFuture<T> started(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().name("inventory").start(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void answer(HttpServerRequest request, Object answer) {
        if (!request.response().closed()) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)))
                    .end(write(answer));
        }
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        refuse(
                request,
                switch (failure) {
                    case ProblemException known -> known.problem();
                    case StoreException store -> problem(store);
                    default -> {
                        LOG.atError()
                                .setCause(failure)
                                .log("A call of image-api failed in a way that nobody thought of");
                        yield ProblemType.INTERNAL.with("The gateway failed.");
                    }
                });
    }

    private static void refuse(HttpServerRequest request, Problem problem) {
        request.resume();
        InternalAnswer.send(request, RequestId.of(request.getHeader(RequestId.HEADER)), problem);
    }

    private static Problem problem(StoreException e) {
        String sentence = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case REFUSED -> ProblemType.FORBIDDEN.with(sentence);
            case NOT_FOUND -> ProblemType.NOT_FOUND.with(sentence);
            case TRY_LATER -> ProblemType.UNAVAILABLE.with(sentence);
            case FULL, BROKEN -> ProblemType.INTERNAL.with(sentence);
        };
    }

    private static Problem unknownStore() {
        Problem known = ProblemType.NOT_FOUND.with("This gateway does not serve that store.");
        return new Problem(Problem.UNKNOWN_STORE, known.title(), known.status(), known.detail(), null);
    }

    private static int pageSize(RoutingContext routing) {
        String asked = routing.request().getParam("limit");
        return asked != null && asked.matches("\\d{1,6}")
                ? Math.clamp(Integer.parseInt(asked), 1, LARGEST_PAGE)
                : DEFAULT_PAGE;
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            // Our own client always says it.
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? Long.MAX_VALUE : 0;
        }
        return length.matches("\\d{1,18}") ? Long.parseLong(length) : Long.MAX_VALUE;
    }

    private <T> T read(Buffer body, Class<T> type) {
        try {
            return json.readValue(body.getBytes(), type);
        } catch (IOException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST.with("The body is not what this call takes."));
        }
    }

    private String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("wire records can be written", e);
        }
    }
}
