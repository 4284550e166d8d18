package io.vitrine.storegateway.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vitrine.contracts.internal.Problem;
import org.jspecify.annotations.Nullable;

/** How the Image API tells an error: one nested object, which is the only form that every client library survives. */
public final class PublicAnswer {
    private PublicAnswer() {}

    /** Ends the request with the problem, in the form the caller can read. */
    public static void send(HttpServerRequest request, String requestId, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.status()).putHeader(RequestId.HEADER, requestId);
        common(response, problem);
        String body;
        if (prefersHtml(request.getHeader(HttpHeaders.ACCEPT))) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8");
            body = html(problem);
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            body = json(problem);
        }
        UnreadBody.end(request, body);
    }

    /** Headers that go with a problem, whoever reads it. */
    static void common(HttpServerResponse response, Problem problem) {
        Long retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        }
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
    }

    static String json(Problem problem) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("code", problem.status())
                                .put("title", problem.title())
                                .put("message", problem.detail()))
                .encode();
    }

    private static String html(Problem problem) {
        String title = problem.status() + " " + escape(problem.title());
        return "<!DOCTYPE html><html><head><title>%s</title></head><body><h1>%s</h1><p>%s</p></body></html>"
                .formatted(title, title, escape(problem.detail()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    // Browsers name text/html first; libraries name json, anything, or nothing.
    static boolean prefersHtml(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        int html = accept.indexOf("text/html");
        int json = accept.indexOf("application/json");
        return html >= 0 && (json < 0 || html < json);
    }
}
