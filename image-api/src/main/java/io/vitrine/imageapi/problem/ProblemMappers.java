package io.vitrine.imageapi.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way a request can fail, as an answer. Silent for what callers do wrong, loud for what we do. */
class ProblemMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

    private final RequestId requestId;
    private final AllowedMethods allowedMethods;

    ProblemMappers(RequestId requestId, AllowedMethods allowedMethods) {
        this.requestId = requestId;
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, RoutingContext request) {
        return answer(request, e);
    }

    /** Routing: no such path, method or media type. */
    @ServerExceptionMapper
    Response routing(WebApplicationException e, RoutingContext request) {
        ProblemType type = ProblemType.ofStatus(e.getResponse().getStatus());
        if (type == ProblemType.INTERNAL) {
            return anything(e, request);
        }
        Response answer = answer(request, ProblemException.of(type, sentence(type, e)));
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            answer.getHeaders().putSingle(HttpHeaders.ALLOW, allowedMethods.at(request.normalizedPath()));
        }
        return answer;
    }

    @ServerExceptionMapper
    Response noToken(UnauthorizedException e, RoutingContext request) {
        return answer(request, ProblemException.unauthenticated("The request has no valid token."));
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException e, RoutingContext request) {
        return answer(request, ProblemException.unauthenticated("The request has no valid token."));
    }

    @ServerExceptionMapper
    Response wrongRole(ForbiddenException e, RoutingContext request) {
        return answer(request, ProblemException.forbidden("The token does not allow this call."));
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e, RoutingContext request) {
        return answer(request, ProblemException.badRequest(unreadableBody(e)));
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e, RoutingContext request) {
        String fields = e.getConstraintViolations().stream()
                .map(v -> v.getPropertyPath() + " " + v.getMessage())
                .sorted()
                .reduce((a, b) -> a + ", " + b)
                .orElse("The request is not valid");
        return answer(request, ProblemException.badRequest(fields + "."));
    }

    @ServerExceptionMapper
    Response anything(Throwable e, RoutingContext request) {
        return answer(request, DatabaseTrouble.recognise(e).orElseGet(() -> fault(e, request)));
    }

    private ProblemException fault(Throwable e, RoutingContext request) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("method", request.request().method())
                .addKeyValue("path", request.normalizedPath())
                .addKeyValue("requestId", requestId.current())
                .log("a request failed");
        return ProblemException.of(
                ProblemType.INTERNAL,
                "The server failed to answer. The request id helps its operator to find out why.");
    }

    private static Response answer(RoutingContext request, ProblemException problem) {
        return ErrorAnswers.response(
                request.normalizedPath(), request.request().getHeader(HttpHeaders.ACCEPT), problem);
    }

    private static String sentence(ProblemType type, WebApplicationException e) {
        return switch (type) {
            case NOT_FOUND -> "There is nothing at this path.";
            case METHOD_NOT_ALLOWED -> "The path does not know this method.";
            case UNSUPPORTED_MEDIA_TYPE -> "The request's media type is not supported here.";
            case NOT_ACCEPTABLE -> "No media type that the request accepts can be given.";
            case TOO_LARGE -> "The request body is too large.";
            default ->
                e.getCause() instanceof JsonProcessingException json
                        ? unreadableBody(json)
                        : "The request is not understood.";
        };
    }

    /** Where the body stops making sense; Jackson's own words would quote it and name our classes. */
    private static String unreadableBody(JsonProcessingException e) {
        return e.getLocation() == null
                ? "The request body is not the JSON that is expected here."
                : "The request body is not the JSON that is expected here: line %d, column %d."
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
