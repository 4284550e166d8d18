package io.vitrine.storegateway.problem;

import io.vitrine.contracts.internal.Problem;

/** Every error this service makes itself, once: slug for programs, HTTP status and title. What image-api says is passed on as it came. */
public enum ProblemType {
    BAD_REQUEST("bad-request", 400, "Bad Request"),
    UNAUTHENTICATED("unauthenticated", 401, "Unauthorized"),
    FORBIDDEN("forbidden", 403, "Forbidden"),
    NOT_FOUND("not-found", 404, "Not Found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method Not Allowed"),
    TIMED_OUT("timed-out", 408, "Request Timeout"),
    CONFLICT("conflict", 409, "Conflict"),
    GONE("gone", 410, "Gone"),
    PRECONDITION_FAILED("precondition-failed", 412, "Precondition Failed"),
    TOO_LARGE("too-large", 413, "Request Entity Too Large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported Media Type"),
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "Requested Range Not Satisfiable"),
    HEADER_TOO_LARGE("header-too-large", 431, "Request Header Fields Too Large"),
    /** Of the checksum extension of tus 1.0. */
    CHECKSUM_MISMATCH("checksum-mismatch", 460, "Checksum Mismatch"),
    INTERNAL("internal", 500, "Internal Server Error"),
    UNAVAILABLE("unavailable", 503, "Service Unavailable");

    /** What a client waits before it tries again, when nobody knows better. */
    private static final long RETRY_AFTER_SECONDS = 5;

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** @param detail one sentence that may be shown to a user: no host, path or credential of ours */
    public Problem with(String detail) {
        return new Problem(
                "urn:vitrine:problem:" + slug, title, status, detail, this == UNAVAILABLE ? RETRY_AFTER_SECONDS : null);
    }
}
