package io.vitrine.storegateway.store;

import org.jspecify.annotations.Nullable;

/** Why a store did not do what was asked, sorted by what a caller can do about it. The message names no host, path or credential. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code BROKEN} says nothing about trying again, so callers must assume that it does not help. */
    public enum Kind {
        NOT_FOUND,
        REFUSED,
        FULL,
        TRY_LATER,
        BROKEN
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
