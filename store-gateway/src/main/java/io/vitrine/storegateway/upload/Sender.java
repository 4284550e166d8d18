package io.vitrine.storegateway.upload;

import io.vertx.core.Future;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.imageapi.Caller;

/** Whoever sends bytes: asks for the right to write them, and reads how it ended. Exactly one of the two endings is told. */
public interface Sender {
    /** Asks image-api; no byte has been read yet. */
    Future<UploadGrant> open();

    /** The bytes; asked for once. */
    Body body(Passage passage);

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

    void stored(Stored stored);

    void failed(Problem problem);
}
