package io.vitrine.local;

/** Something went wrong that a person can understand and act on: the message is the whole story, without a stack trace. */
public final class LocalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is shown as it is. */
    public LocalFailure(String sentence) {
        super(sentence);
    }

    /** As above; the cause is for those who ask for it. */
    public LocalFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
