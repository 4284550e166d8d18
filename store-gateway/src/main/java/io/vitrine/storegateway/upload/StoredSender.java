package io.vitrine.storegateway.upload;

import io.vertx.core.Future;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.store.StoreRegistry;

/** A sender whose bytes are in a store already: they are copied. */
public interface StoredSender extends Sender {
    /** Where they are, best place first. Known once {@link #open()} has succeeded. */
    DownloadGrant source();

    StoreRegistry stores();

    /** That place does not hold what was written there. Completes when that is known where it has to be, or cannot be told; from any thread. */
    Future<Void> bad(DownloadGrant.Location place, String reason);

    @Override
    default Body body(Passage passage) {
        return new StoredBody(this, passage);
    }
}
