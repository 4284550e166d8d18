package io.vitrine.storegateway.upload;

/** Bytes on their way into a {@link Passage}. It lives on the transfer's event loop and ends once: complete or broken. */
interface Body {
    void start();

    /** Ends it, unless it has ended. */
    void fail(Throwable why);
}
