package io.vitrine.storegateway.upload;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.imageapi.ImageApiException;
import io.vitrine.storegateway.inspect.Verdict.Accepted;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells image-api of a durable blob, which makes it an image's. A lost answer is resolved by asking again for as long as a lease lives.
 * Refused for good: the blob is removed. Never answered: the blob stays, because nobody knows whether it counts; its location row
 * does, and the sweeper sees to it.
 */
record Registration(Vertx vertx, ImageApi imageApi, Caller caller, UploadGrant grant, Write.Durable blob) {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    Future<Void> run() {
        return ask(System.nanoTime() + Duration.ofSeconds(grant.leaseSeconds()).toNanos(), FIRST_PAUSE_MILLIS)
                .recover(failure -> isFinal(failure)
                        ? discard(failure).transform(done -> Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }

    private Future<Void> ask(long until, long pause) {
        Accepted content = blob.digests().content();
        CommitUpload commit = new CommitUpload(
                grant.generation(),
                blob.location().url().toString(),
                blob.digests().size(),
                blob.digests().md5(),
                blob.digests().hashAlgorithm(),
                blob.digests().hash(),
                blob.digests().crc32c(),
                content == null ? null : content.virtualSize(),
                content == null ? null : content.format());
        return imageApi.commit(grant.uploadId(), commit, caller).recover(failure -> {
            if (isFinal(failure) || System.nanoTime() > until) {
                return Future.failedFuture(failure);
            }
            Promise<Void> later = Promise.promise();
            vertx.setTimer(
                    pause,
                    timer -> ask(until, Math.min(2 * pause, LONGEST_PAUSE_MILLIS))
                            .onComplete(later));
            return later.future();
        });
    }

    // 401 and 403 speak of our own token, which can be mended; they are no verdict on the bytes.
    private static boolean isFinal(Throwable failure) {
        return failure instanceof ImageApiException answer
                && answer.decided()
                && answer.problem().status() != 401
                && answer.problem().status() != 403;
    }

    /** Removes the blob, and tells image-api that it will never be an image's. */
    Future<Void> discard(Throwable refusal) {
        return blob.write()
                .delete()
                .onFailure(kept -> LOG.atWarn()
                        .addKeyValue("imageId", grant.imageId())
                        .addKeyValue("object", grant.objectName())
                        .setCause(kept)
                        .log("Bytes of a refused upload stay until their location is deleted"))
                .transform(done ->
                        imageApi.abort(grant.uploadId(), new AbortUpload(grant.generation(), reason(refusal)), caller));
    }

    private static String reason(Throwable refusal) {
        return Failure.of(refusal).reason();
    }
}
