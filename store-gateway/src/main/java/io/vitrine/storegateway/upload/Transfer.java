package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.blob.BlobPipeline;
import io.vitrine.storegateway.blob.Lanes;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.inspect.Inspections;
import io.vitrine.storegateway.lease.Leases;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way into a store: open, receive, write, commit. It lives on the request's event loop. However it ends, it ends once:
 * committed, or discarded and image-api told.
 */
final class Transfer {
    /** What all transfers have in common. */
    record Surroundings(
            Vertx vertx,
            ImageApi imageApi,
            Leases leases,
            StoreRegistry stores,
            Lanes lanes,
            Inspections inspections,
            Duration idleTimeout,
            TransferLog log) {}

    private final Surroundings around;
    private final Sender sender;
    private final Context context;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private @Nullable Failure cancelled;
    private @Nullable Body body;

    Transfer(Surroundings around, Sender sender) {
        this.around = around;
        this.sender = sender;
        this.context = around.vertx().getOrCreateContext();
    }

    /** Completes when everything is over, sender answered included; true when there are bytes now. */
    CompletableFuture<Boolean> ended() {
        return ended;
    }

    void begin() {
        // From the first moment: a sender that leaves before the grant is there is reported once, and not again.
        sender.onGone(() -> cancel(Failure.clientGone()));
        sender.open()
                .onSuccess(this::granted)
                .onFailure(refusal ->
                        end(false, () -> sender.failed(Failure.of(refusal).problem())));
    }

    /** Ends the transfer, unless its body is complete: then image-api's answer to the commit decides. From any thread. */
    void cancel(Failure why) {
        context.runOnContext(on -> {
            cancelled = why;
            if (body != null) {
                body.fail(why);
            }
        });
    }

    private void granted(UploadGrant grant) {
        around.leases()
                .hold(grant.uploadId(), grant.generation(), grant.leaseSeconds(), () -> cancel(Failure.leaseLost()));
        begin(grant)
                .compose(write -> receive(grant, write)
                        .compose(digests -> {
                            sender.check(digests);
                            return write.commit(digests);
                        })
                        .eventually(write::close))
                .onSuccess(blob -> register(grant, blob))
                .onFailure(failure -> explained(grant, failure).onSuccess(why -> abort(grant, why)));
    }

    private Future<Write> begin(UploadGrant grant) {
        Optional<BlobStore> store = around.stores().byId(grant.store()).map(Store::blobs);
        return store.isEmpty()
                ? Future.failedFuture(Failure.unknownStore())
                : Write.begin(context, around.lanes().of(store.get(), grant.objectName()), store.get(), grant);
    }

    private Future<BlobDigests> receive(UploadGrant grant, Write write) {
        if (cancelled != null) {
            return Future.failedFuture(cancelled);
        }
        Optional<BlobPipeline> hashing = BlobPipeline.of(
                write.lane(),
                grant.hashAlgorithm(),
                write.upload(),
                around.inspections().of(grant));
        if (hashing.isEmpty()) {
            return Future.failedFuture(Failure.unknownHash());
        }
        BlobPipeline pipeline = hashing.get();
        Promise<BlobDigests> received = Promise.promise();
        Body coming = sender.body(new Passage(
                context,
                grant,
                write.lane(),
                pipeline,
                around.idleTimeout(),
                bytes -> around.imageApi()
                        .extend(grant.uploadId(), new ExtendUpload(grant.generation(), bytes), sender.service())
                        .map(answer -> answer.grantedBytes()),
                () -> Blocking.result(pipeline.finish(), context).onComplete(received),
                why -> Blocking.result(pipeline.stop(), context).onComplete(quiet -> received.fail(why))));
        body = coming;
        Blocking.result(pipeline.failure(), context).onFailure(coming::fail);
        coming.start();
        return received.future();
    }

    private void register(UploadGrant grant, Write.Durable blob) {
        new Registration(around.vertx(), around.imageApi(), sender.service(), grant, blob)
                .run()
                .onComplete(answer -> {
                    around.leases().release(grant.uploadId());
                    if (answer.succeeded()) {
                        around.log().stored(grant, blob.digests(), startedAt);
                        end(true, () -> sender.stored(new Stored(grant.store(), blob.digests())));
                    } else {
                        tell(grant, Failure.of(answer.cause()));
                    }
                });
    }

    private void abort(UploadGrant grant, Failure why) {
        around.imageApi()
                .abort(grant.uploadId(), new AbortUpload(grant.generation(), why.reason()), sender.service())
                // Best effort: the sweeper does the same once the lease is over.
                .onComplete(told -> {
                    around.leases().release(grant.uploadId());
                    tell(grant, why);
                });
    }

    private void tell(UploadGrant grant, Failure why) {
        around.log().failed(grant, why, startedAt);
        end(false, () -> sender.failed(why.problem()));
    }

    /** A store refuses the bytes of an image that was deleted meanwhile; then the deletion is what the sender should read. */
    private Future<Failure> explained(UploadGrant grant, Throwable failure) {
        // Sorted already when the store refused while the body was still coming.
        Failure why = Failure.of(failure);
        if (why.isRefusalOfTheStore()) {
            return around.leases()
                    .stillOurs(grant.uploadId(), grant.generation())
                    .map(ours -> ours ? why : Failure.leaseLost());
        }
        return Future.succeededFuture(why);
    }

    private void end(boolean stored, Runnable answer) {
        try {
            answer.run();
        } finally {
            ended.complete(stored);
        }
    }
}
