package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.blob.Lane;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import java.util.OptionalLong;

/** A blob being written into a store. What blocks runs on the lane's threads; every future completes on the request's event loop. */
record Write(Context context, Lane lane, BlobStore store, String objectName, BlobUpload upload) {

    /** A blob that is whole and durable, and that nobody knows of yet. */
    record Durable(Write write, BlobLocation location, BlobDigests digests) {}

    static Future<Write> begin(Context context, Lane lane, BlobStore store, UploadGrant grant) {
        Long size = grant.expectedBytes();
        return Blocking.call(
                context,
                lane.calls(),
                () -> new Write(
                        context,
                        lane,
                        store,
                        grant.objectName(),
                        store.begin(grant.objectName(), size == null ? OptionalLong.empty() : OptionalLong.of(size))));
    }

    Future<Durable> commit(BlobDigests digests) {
        return Blocking.call(context, lane.calls(), () -> new Durable(this, upload.commit(), digests));
    }

    /** Discards what was not committed. */
    Future<Write> close() {
        return Blocking.call(context, lane.calls(), () -> {
            upload.close();
            return this;
        });
    }

    /** Removes what was committed. */
    Future<Write> delete() {
        return Blocking.call(context, lane.calls(), () -> {
            store.delete(objectName);
            return this;
        });
    }
}
