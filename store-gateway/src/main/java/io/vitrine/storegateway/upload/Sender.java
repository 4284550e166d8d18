package io.vitrine.storegateway.upload;

import io.vertx.core.Future;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.imageapi.Caller;
import org.jspecify.annotations.Nullable;

/** Whoever sends bytes: asks for the right to write them, and reads how it ended. Exactly one of the two endings is told. */
public interface Sender {
    /** Asks image-api; no byte has been read yet. */
    Future<Opened> open();

    /** The bytes; asked for once. */
    Body body(Passage passage);

    /** Whether bytes that one store did not take are wanted in none. */
    default boolean allOrNone() {
        return true;
    }

    /** Told every two seconds how many bytes have come. */
    default void progress(long bytes, @Nullable Long ofAll) {}

    /** Tells, at most once and from the first moment, that the sender has left. */
    void onGone(Runnable gone);

    /**
     * Looks at what the bytes add up to, before anybody is told that they are here.
     *
     * @throws Failure when they are not the ones that were announced
     */
    default void check(BlobDigests digests) {}

    /** On whose behalf image-api is asked from then on: nobody's but ours. */
    Caller service();

    /** It was begun. */
    void ended(Ending ending);

    /** It was not even begun. */
    void failed(Problem problem);
}
