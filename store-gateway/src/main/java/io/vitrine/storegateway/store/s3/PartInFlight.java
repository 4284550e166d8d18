package io.vitrine.storegateway.store.s3;

import io.minio.messages.Part;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A part that is being sent. Sending the same part of the same upload twice is harmless, so a busy server is asked twice more. */
final class PartInFlight {
    private static final int ATTEMPTS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** What a server that is only slow may take beyond that. */
    private static final long SLOWEST_BYTES_A_SECOND = 1 << 20;

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final S3Client s3;
    private final String object;
    private final String upload;
    private final int number;
    private final PartBytes bytes;
    private CompletableFuture<String> answer;

    PartInFlight(S3Client s3, String object, String upload, int number, PartBytes bytes) {
        this.s3 = s3;
        this.object = object;
        this.upload = upload;
        this.number = number;
        this.bytes = bytes;
        this.answer = send();
    }

    /** Waits until the server has taken the part. */
    Part await() {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Part(number, answer.get(patienceMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                StoreException sorted = S3Errors.sort(e);
                if (sorted.kind() != Kind.TRY_LATER || attempt == ATTEMPTS) {
                    throw sorted;
                }
                pause(attempt);
                answer = send();
            } catch (TimeoutException e) {
                throw new StoreException(Kind.TRY_LATER, "The object store takes too long for a part.", e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** Waits until nothing of the part is on its way any more, whatever became of it. */
    void settle() {
        try {
            answer.handle((etag, failure) -> number).get(patienceMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreException(Kind.TRY_LATER, "The object store takes too long for a part.", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Gives back where the bytes are; not for use by others when the client may still be reading there. */
    void giveBack() {
        if (answer.isDone()) {
            bytes.release();
        } else {
            bytes.abandon();
        }
    }

    private CompletableFuture<String> send() {
        return s3.send(object, upload, number, bytes);
    }

    private long patienceMillis() {
        return LONGEST.plusSeconds(bytes.length() / SLOWEST_BYTES_A_SECOND).toMillis();
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE.multipliedBy(attempt));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(Kind.TRY_LATER, "The upload was interrupted.", e);
    }
}
