package io.vitrine.storegateway.location;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.LookAtLocation;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.placement.JobRight;
import io.vitrine.storegateway.placement.ServiceCallers;
import io.vitrine.storegateway.problem.InternalAnswer;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the management port: {@code POST /internal/v1/jobs/{task}/location} for import-worker takes a job's given location into its image, {@code
 * POST /internal/v1/locations/look} tells image-api what is at one. Whoever hangs up ends the reading.
 */
@ApplicationScoped
class LocationRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LocationRoutes.class);
    private static final int ORDER = -10;
    private static final long MAX_BODY = 64 * 1024;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final ServiceCallers callers;
    private final LocationJob job;
    private final ObjectMapper json;

    LocationRoutes(ServiceCallers callers, LocationJob job, ObjectMapper json) {
        this.callers = callers;
        this.job = job;
        this.json = json;
    }

    void routes(@Observes ManagementInterface management) {
        management
                .router()
                .post("/internal/v1/jobs/:task/location")
                .order(ORDER)
                .handler(this::run);
        management.router().post("/internal/v1/locations/look").order(ORDER).handler(this::look);
    }

    private interface Work {
        Object run(Buffer body, Caller caller) throws IOException, InterruptedException;
    }

    private void run(RoutingContext routing) {
        handle(routing, ServiceRole.IMPORT_WORKER, (body, caller) -> {
            JobRight right = JobRight.of(routing);
            return job.run(right.task(), right.generation(), caller);
        });
    }

    private void look(RoutingContext routing) {
        handle(
                routing,
                ServiceRole.IMAGE_API,
                (body, caller) -> job.look(json.readValue(body.getBytes(), LookAtLocation.class)));
    }

    private void handle(RoutingContext routing, String role, Work work) {
        HttpServerRequest request = routing.request();
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        request.pause();
        callers.require(role, request.getHeader(HttpHeaders.AUTHORIZATION))
                .compose(known -> body(request))
                .onSuccess(body -> start(request, requestId, body, work))
                .onFailure(refusal -> InternalAnswer.send(request, requestId, ServiceCallers.problem(refusal)));
    }

    private static Future<Buffer> body(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean bounded = length == null || NUMBER.matcher(length).matches() && Long.parseLong(length) <= MAX_BODY;
        if (!bounded || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return Future.failedFuture(new ProblemException(ProblemType.TOO_LARGE.with("The body is too long.")));
        }
        request.resume();
        return request.body();
    }

    private void start(HttpServerRequest request, String requestId, Buffer body, Work work) {
        Context context = Vertx.currentContext();
        Thread thread = Thread.ofVirtual().name("location").unstarted(() -> {
            Runnable answer = answer(request, requestId, body, work);
            context.runOnContext(on -> answer.run());
        });
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                thread.interrupt();
            }
        });
        thread.start();
    }

    private Runnable answer(HttpServerRequest request, String requestId, Buffer body, Work work) {
        try {
            String answer = json.writeValueAsString(work.run(body, Caller.service(requestId)));
            return () -> send(request, requestId, answer);
        } catch (ProblemException e) {
            return () -> InternalAnswer.send(request, requestId, e.problem());
        } catch (JsonProcessingException e) {
            Problem problem = ProblemType.BAD_REQUEST.with("The body is not what it should be.");
            return () -> InternalAnswer.send(request, requestId, problem);
        } catch (InterruptedException e) {
            return () -> LOG.atDebug().addKeyValue("requestId", requestId).log("Nobody waits for a location any more");
        } catch (IOException | RuntimeException e) {
            LOG.atError()
                    .addKeyValue("requestId", requestId)
                    .setCause(e)
                    .log("A given location could not be looked at");
            Problem problem = ProblemType.INTERNAL.with("The location could not be looked at.");
            return () -> InternalAnswer.send(request, requestId, problem);
        }
    }

    private static void send(HttpServerRequest request, String requestId, String json) {
        if (!request.response().closed()) {
            request.response()
                    .putHeader(RequestId.HEADER, requestId)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json);
        }
    }
}
