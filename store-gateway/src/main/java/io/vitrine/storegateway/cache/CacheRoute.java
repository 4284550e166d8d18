package io.vitrine.storegateway.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.storegateway.placement.ServiceCallers;
import io.vitrine.storegateway.problem.InternalAnswer;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the management port, for image-api: {@code /internal/v1/cache}. */
@ApplicationScoped
class CacheRoute {
    private static final Logger LOG = LoggerFactory.getLogger(CacheRoute.class);
    private static final String PATH = "/internal/v1/cache";
    private static final int ORDER = -10;
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** @return what is written as JSON, null for nothing */
    private interface Call {
        @Nullable
        Object run(RoutingContext routing);
    }

    private final Vertx vertx;
    private final ServiceCallers callers;
    private final CacheCalls cache;
    private final ObjectMapper json;

    CacheRoute(Vertx vertx, ServiceCallers callers, CacheCalls cache, ObjectMapper json) {
        this.vertx = vertx;
        this.callers = callers;
        this.cache = cache;
        this.json = json;
    }

    void routes(@Observes ManagementInterface management) {
        Router router = management.router();
        route(router, HttpMethod.GET, "", routing -> cache.list());
        route(router, HttpMethod.DELETE, "", routing -> cache.clear(part(routing)));
        route(router, HttpMethod.PUT, "/queue/:image", routing -> {
            cache.queue(image(routing));
            return null;
        });
        route(router, HttpMethod.POST, "/prune", routing -> cache.prune());
        route(router, HttpMethod.POST, "/clean", routing -> {
            cache.clean();
            return null;
        });
        route(router, HttpMethod.DELETE, "/:image", routing -> cache.drop(image(routing), part(routing)));
    }

    private void route(Router router, HttpMethod method, String path, Call call) {
        router.route(method, PATH + path).order(ORDER).handler(routing -> handle(routing, call));
    }

    private void handle(RoutingContext routing, Call call) {
        HttpServerRequest request = routing.request();
        // Its body, if there is one, is of no interest; unread it would keep the connection from the next request.
        request.resume();
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        callers.require(ServiceRole.IMAGE_API, request.getHeader(HttpHeaders.AUTHORIZATION))
                .onFailure(refusal -> InternalAnswer.send(request, requestId, ServiceCallers.problem(refusal)))
                .onSuccess(known -> run(routing, call)
                        .onSuccess(answer -> answer(request, requestId, answer))
                        .onFailure(failure -> fail(request, requestId, failure)));
    }

    private Future<@Nullable Object> run(RoutingContext routing, Call call) {
        CompletableFuture<@Nullable Object> done = new CompletableFuture<>();
        Thread.ofVirtual().name("cache-call").start(() -> {
            try {
                done.complete(call.run(routing));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return Future.fromCompletionStage(done, vertx.getOrCreateContext());
    }

    private void answer(HttpServerRequest request, String requestId, @Nullable Object answer) {
        if (request.response().closed()) {
            return;
        }
        request.response().putHeader(RequestId.HEADER, requestId);
        if (answer == null) {
            request.response().setStatusCode(204).end();
            return;
        }
        try {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("wire records can be written", e);
        }
    }

    private static void fail(HttpServerRequest request, String requestId, Throwable failure) {
        if (failure instanceof ProblemException known) {
            InternalAnswer.send(request, requestId, known.problem());
        } else {
            LOG.atError().setCause(failure).log("A call to the cache failed");
            InternalAnswer.send(request, requestId, ProblemType.INTERNAL.with("The cache's directory fails."));
        }
    }

    private static UUID image(RoutingContext routing) {
        String id = routing.pathParam("image");
        if (!id.matches(UUID_FORM)) {
            throw new ProblemException(ProblemType.NOT_FOUND.with("There is no such image."));
        }
        return UUID.fromString(id);
    }

    private static CacheCalls.Part part(RoutingContext routing) {
        String target = routing.request().getParam("target");
        return switch (target == null ? "" : target.toLowerCase(Locale.ROOT)) {
            case "" -> CacheCalls.Part.BOTH;
            case "cache" -> CacheCalls.Part.COPIES;
            case "queue" -> CacheCalls.Part.QUEUE;
            default -> throw new ProblemException(ProblemType.BAD_REQUEST.with("The target must be cache or queue."));
        };
    }
}
