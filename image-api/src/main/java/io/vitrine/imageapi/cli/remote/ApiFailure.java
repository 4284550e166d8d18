package io.vitrine.imageapi.cli.remote;

/** A call did not do what was asked; the message is for whoever typed the command. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** There was no answer. */
    static final int NONE = 0;

    private final int status;

    ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
        this.status = NONE;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
