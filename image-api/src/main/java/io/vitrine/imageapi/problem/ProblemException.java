package io.vitrine.imageapi.problem;

import org.jspecify.annotations.Nullable;

/** A request ends in an error that its caller should read. The message is one sentence that names the offending field or thing. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final @Nullable Long retryAfterSeconds;
    private final @Nullable String acceptPatch;

    private ProblemException(
            ProblemType type, String message, @Nullable Long retryAfterSeconds, @Nullable String acceptPatch) {
        // An expected ending, not a fault: nobody looks at its stack.
        super(message, null, false, false);
        this.type = type;
        this.retryAfterSeconds = retryAfterSeconds;
        this.acceptPatch = acceptPatch;
    }

    public static ProblemException of(ProblemType type, String message) {
        return new ProblemException(type, message, null, null);
    }

    public static ProblemException badRequest(String message) {
        return of(ProblemType.BAD_REQUEST, message);
    }

    public static ProblemException unauthenticated(String message) {
        return of(ProblemType.UNAUTHENTICATED, message);
    }

    public static ProblemException forbidden(String message) {
        return of(ProblemType.FORBIDDEN, message);
    }

    public static ProblemException notFound(String message) {
        return of(ProblemType.NOT_FOUND, message);
    }

    public static ProblemException conflict(String message) {
        return of(ProblemType.CONFLICT, message);
    }

    public static ProblemException stale(String message) {
        return of(ProblemType.STALE, message);
    }

    public static ProblemException gone(String message) {
        return of(ProblemType.GONE, message);
    }

    public static ProblemException tooLarge(String message) {
        return of(ProblemType.TOO_LARGE, message);
    }

    public static ProblemException unavailable(String message, long retryAfterSeconds) {
        return new ProblemException(ProblemType.UNAVAILABLE, message, retryAfterSeconds, null);
    }

    /** @param accepted the media types that a patch may have (RFC 5789, section 3.1) */
    public static ProblemException unsupportedPatch(String message, String accepted) {
        return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, message, null, accepted);
    }

    public ProblemType type() {
        return type;
    }

    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public @Nullable String acceptPatch() {
        return acceptPatch;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
