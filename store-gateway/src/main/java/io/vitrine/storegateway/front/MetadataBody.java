package io.vitrine.storegateway.front;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import java.time.Duration;

/**
 * The body of a metadata call, collected before a connection to image-api is taken: connections are few, and a sender that stops
 * half-way would keep one.
 */
final class MetadataBody {
    /** As image-api has it (spec: security, S-42). */
    private static final int LARGEST = 1 << 20;

    private MetadataBody() {}

    /** Fails with a {@link ProblemException} when the body is too long, too slow or broken. */
    static Future<Buffer> collect(Vertx vertx, HttpServerRequest request, Duration timeout) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > LARGEST) {
            return Future.failedFuture(tooLarge());
        }
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        Promise<Buffer> collected = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(
                timeout.toMillis(),
                late -> collected.tryFail(new ProblemException(ProblemType.TIMED_OUT.with(
                        "The request body did not arrive within %d seconds.".formatted(timeout.toSeconds())))));
        request.handler(piece -> {
            if (body.length() + piece.length() <= LARGEST) {
                body.appendBuffer(piece);
            } else {
                collected.tryFail(tooLarge());
            }
        });
        request.exceptionHandler(broken -> collected.tryFail(
                new ProblemException(ProblemType.BAD_REQUEST.with("The request body cannot be read to its end."))));
        request.endHandler(end -> collected.tryComplete(body));
        request.resume();
        return collected.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.TOO_LARGE.with("The request body is larger than 1 MiB."));
    }
}
