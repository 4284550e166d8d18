package io.vitrine.storegateway.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vitrine.contracts.internal.Problem;

/** How our own services read an error: RFC 9457. */
public final class InternalAnswer {
    private InternalAnswer() {}

    public static void send(HttpServerRequest request, String requestId, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(RequestId.HEADER, requestId)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        PublicAnswer.common(response, problem);
        JsonObject body = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail());
        Long retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            body.put("retry_after_seconds", retryAfter);
        }
        UnreadBody.end(request, body.encode());
    }
}
