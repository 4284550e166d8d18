package io.vitrine.storegateway.upload;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** A sender whose bytes are the body of a request, which is paused when it comes. */
public interface RequestSender extends Sender {
    HttpServerRequest request();

    /** Whether bytes count that came before the sender left, fell silent, or we stopped: that is the end of the body then. */
    default boolean keepsWhatCame() {
        return false;
    }

    @Override
    default Body body(Passage passage) {
        if (request().headers().contains(HttpHeaders.EXPECT)) {
            request().response().writeContinue();
        }
        return new Intake(request(), passage, keepsWhatCame());
    }

    @Override
    default void onGone(Runnable gone) {
        request().exceptionHandler(cause -> gone.run());
    }
}
