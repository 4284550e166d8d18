package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.store.StoreRegistry;

/** A sender whose bytes are in a store already: they are copied. */
public interface StoredSender extends Sender {
    /** Where they are, best place first. Known once {@link #open()} has succeeded. */
    DownloadGrant source();

    StoreRegistry stores();

    @Override
    default Body body(Passage passage) {
        return new StoredBody(source(), stores(), passage);
    }
}
