package io.vitrine.imageapi.problem;

/** Every error this service tells anybody, once: slug for programs, HTTP status and title. */
public enum ProblemType {
    BAD_REQUEST("bad-request", 400, "Bad Request"),
    UNAUTHENTICATED("unauthenticated", 401, "Unauthorized"),
    FORBIDDEN("forbidden", 403, "Forbidden"),
    NOT_FOUND("not-found", 404, "Not Found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method Not Allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "Not Acceptable"),
    CONFLICT("conflict", 409, "Conflict"),
    /** The caller's fence is not the current one: somebody else has the right now. Between services only. */
    STALE("stale", 409, "Conflict"),
    GONE("gone", 410, "Gone"),
    PRECONDITION_FAILED("precondition-failed", 412, "Precondition Failed"),
    TOO_LARGE("too-large", 413, "Request Entity Too Large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported Media Type"),
    LOCKED("locked", 423, "Locked"),
    HEADER_TOO_LARGE("header-too-large", 431, "Request Header Fields Too Large"),
    INTERNAL("internal", 500, "Internal Server Error"),
    UNAVAILABLE("unavailable", 503, "Service Unavailable");

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The type that says a status to whoever asked; {@link #INTERNAL} for one that no call of ours answers with. */
    static ProblemType ofStatus(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status < 500 ? BAD_REQUEST : INTERNAL;
    }

    public String urn() {
        return "urn:vitrine:problem:" + slug;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
