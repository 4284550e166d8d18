package io.vitrine.storegateway.front;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.storegateway.problem.RequestId;
import java.util.List;

/**
 * What image-api may believe of a forwarded call's headers. Identity comes from tokens alone, so the headers by which middleware of other
 * clouds states it are taken away; where the call came from is stated by us, and by proxies in front
 * of us that are configured as trusted.
 */
final class OutwardHeaders {
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");
    private static final CharSequence FORWARDED_PORT = HttpHeaders.createOptimized("x-forwarded-port");
    private static final CharSequence FORWARDED_PREFIX = HttpHeaders.createOptimized("x-forwarded-prefix");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestId.HEADER);

    // X-Auth-Token and X-Service-Token are tokens, and X-Project-Id only chooses among the projects of one: they pass.
    private static final List<String> CLAIMED = List.of(
            "forwarded",
            "x-forwarded-server",
            "x-forwarded-ssl",
            "x-real-ip",
            "x-roles",
            "x-role",
            "x-user",
            "x-user-id",
            "x-user-name",
            "x-user-domain-id",
            "x-user-domain-name",
            "x-project-name",
            "x-project-domain-id",
            "x-project-domain-name",
            "x-domain-id",
            "x-domain-name",
            "x-tenant",
            "x-tenant-id",
            "x-tenant-name",
            "x-identity-status",
            "x-is-admin-project",
            "x-service-identity-status",
            "x-service-roles",
            "x-service-user-id",
            "x-service-user-name",
            "x-service-project-id",
            "x-service-project-name",
            "x-service-catalog",
            "x-system-scope",
            "openstack-system-scope");

    private OutwardHeaders() {}

    /** @param proxied whether the sender is believed in what it says about its own caller */
    static void write(MultiMap headers, HttpServerRequest request, String requestId, boolean proxied) {
        for (String claimed : CLAIMED) {
            headers.remove(claimed);
        }
        headers.set(REQUEST_ID, requestId);
        String sender = request.remoteAddress().hostAddress();
        String before = proxied ? request.getHeader(FORWARDED_FOR) : null;
        // image-api's server leaves a call unanswered for which the first address is empty.
        boolean named =
                before != null && !before.isBlank() && !before.stripLeading().startsWith(",");
        headers.set(FORWARDED_FOR, named ? before + ", " + sender : sender);
        if (!proxied) {
            headers.remove(FORWARDED_PREFIX);
            headers.remove(FORWARDED_PORT);
            headers.remove(FORWARDED_HOST);
        }
        if (!proxied || !headers.contains(FORWARDED_PROTO)) {
            headers.set(FORWARDED_PROTO, request.isSSL() ? "https" : "http");
        }
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null && !headers.contains(FORWARDED_HOST)) {
            headers.set(FORWARDED_HOST, host);
        }
    }
}
