package io.vitrine.storegateway.store;

import java.util.List;

/** A real store of one driver, and a look behind its back. */
public interface StoreFixture extends SourceFixture {
    BlobStore store();

    @Override
    default BlobSource source() {
        return store();
    }

    @Override
    default BlobLocation put(String name, byte[] bytes) {
        return Blobs.put(store(), name, bytes);
    }

    @Override
    default BlobLocation absent() {
        return store().locate(Blobs.newName());
    }

    /** Everything in the store that takes room: objects, hidden files, unfinished uploads. */
    List<String> everything();

    /** Leaves behind what a process killed in the middle of this write leaves behind. */
    void dieWhileWriting(String objectName, byte[] half);
}
