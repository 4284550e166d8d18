package io.vitrine.importworker.fetch;

import java.io.IOException;

/** A source did not keep what it promised. The message is a sentence for the user. */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What {@link io.vitrine.contracts.internal.FinishJob.JobFailure} calls a source that does not work. */
    public static final String FETCH_FAILED = "fetch_failed";

    private final String code;
    private final boolean retriable;

    /** Trying again does not help. */
    public SourceException(String code, String sentence) {
        this(code, sentence, false);
    }

    public SourceException(String code, String sentence, boolean retriable) {
        super(sentence);
        this.code = code;
        this.retriable = retriable;
    }

    static SourceException fetchFailed(String cause) {
        return new SourceException(FETCH_FAILED, "Fetching the source failed: " + cause + ".");
    }

    public String code() {
        return code;
    }

    public boolean retriable() {
        return retriable;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
